"""What operators did to organisations, newest first or oldest first, by organisation and by person."""

from dataclasses import replace

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.lists.acts import list_acts
from gateway.exchange.parties.accounts import freeze_account, release_account
from gateway.store.parties.operator_log import Actor
from tests.support.api.parties import BEHEER, VENLO, ZORG


async def test_acts_are_found_by_whom_and_by_who(gateway: Gateway) -> None:
    person = replace(gateway, actor=Actor(BEHEER, "persoon bo"))
    await freeze_account(gateway, VENLO, None)
    await freeze_account(person, ZORG, "verhuizing")
    await release_account(person, ZORG)
    page = await list_acts(gateway, None, None, AskedPage(limit=2, newest_first=True))
    assert [(each.organisatie, each.action.soort) for each in page.items] == [(ZORG, "vrijgegeven"), (ZORG, "bevroren")]
    assert page.total == 3
    rest = await list_acts(gateway, None, None, AskedPage(page.next, newest_first=True))
    assert [each.organisatie for each in rest.items] == [VENLO]
    assert len((await list_acts(gateway, None, "bo", AskedPage())).items) == 2
    assert (await list_acts(gateway, VENLO, "bo", AskedPage())).items == []
