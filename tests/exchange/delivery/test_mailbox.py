"""An organisation collects its messages, and an intermediary those it may handle."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from gateway.exchange.delivery import mailbox
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.refusals import NotFound
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import THUIS, ZORG
from tests.support.store.ledger import book

CALLER = Organisatie(ZORG, "aanbieder", "Zorg")


async def waiting(gateway: Gateway, caller: Organisatie) -> list[UUID]:
    """Return the ids of what waits for the caller."""
    return [each.bericht_id for each in (await mailbox.page_waiting(gateway, caller, AskedPage())).items]


async def test_messages_wait_until_they_are_collected(gateway: Gateway) -> None:
    made = [await book(gateway.db) for _ in range(3)]
    for _ in range(2):
        await mailbox.mark_collected(gateway, CALLER, made[0])
    assert await waiting(gateway, CALLER) == made[1:]
    page = await mailbox.page_waiting(gateway, CALLER, AskedPage(limit=1))
    assert (page.items[0].bericht_id, page.total) == (made[1], 2)
    rest = await mailbox.page_waiting(gateway, CALLER, AskedPage(page.next))
    assert ([each.bericht_id for each in rest.items], rest.next) == (made[2:], None)
    last_first = await mailbox.page_waiting(gateway, CALLER, AskedPage(newest_first=True))
    assert [each.bericht_id for each in last_first.items] == made[:0:-1]


async def test_an_intermediary_sees_and_collects_the_kinds_it_may_handle(gateway: Gateway) -> None:
    other, mine = await book(gateway.db), await book(gateway.db, soort="WMO308")
    caller = replace(CALLER, via="tussen", berichtsoorten=frozenset({"WMO308"}))
    assert await waiting(gateway, caller) == [mine]
    with pytest.raises(NotFound):
        await mailbox.mark_collected(gateway, caller, other)
    await mailbox.mark_collected(gateway, caller, mine)


async def test_of_many_each_has_its_own_outcome(gateway: Gateway) -> None:
    mine, theirs = await book(gateway.db), await book(gateway.db, ontvanger=THUIS)
    asked = [theirs, mine, uuid4(), mine]
    found = await mailbox.mark_many_collected(gateway, CALLER, asked)
    assert [(each.bericht_id, each.ontvangen) for each in found] == list(
        zip(asked, [False, True, False, True], strict=True)
    )
    assert [each.melding is None for each in found] == [False, True, False, True]
    caller = replace(CALLER, code=THUIS)
    assert await waiting(gateway, caller) == [theirs]


async def test_what_is_not_in_this_mailbox_can_not_be_collected(gateway: Gateway) -> None:
    theirs = await book(gateway.db, ontvanger=THUIS)
    for id in (theirs, uuid4()):
        with pytest.raises(NotFound):
            await mailbox.mark_collected(gateway, CALLER, id)
