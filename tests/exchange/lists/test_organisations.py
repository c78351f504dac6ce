"""Who may know of which organisations."""

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.lists.organisations import list_organisations
from tests.support.api.parties import PARTIES, VENLO

BY_CODE = {each.code: each for each in PARTIES}


async def test_a_party_sees_parties_and_an_operator_everybody(gateway: Gateway) -> None:
    parties = await list_organisations(gateway, BY_CODE[VENLO], None, AskedPage())
    assert {each.soort for each in parties.items} == {"gemeente", "aanbieder"}
    assert {each.kanaal for each in parties.items} == {None}
    everybody = await list_organisations(gateway, BY_CODE["beheer"], None, AskedPage())
    assert {each.code for each in everybody.items} == set(BY_CODE)
    assert await list_organisations(gateway, BY_CODE[VENLO], "beheerder", AskedPage()) == type(parties)([], None, 0)
