"""A request is shown with what it asks, and until when an answer is in time."""

from datetime import date
from uuid import UUID

import pytest

from gateway.exchange.kernel.refusals import NotFound
from gateway.exchange.requests.lookup import due_day, find_request, load_request
from gateway.messages.kinds.verzoek import AangevraagdProduct
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY, Caller
from tests.support.api.requests import decide


async def test_it_comes_with_the_part_of_the_message_that_asks_it(api: Api, venlo: Caller, request_id: str) -> None:
    found = await find_request(api.gateway, VENLO, UUID(request_id))
    assert isinstance(found.asked, AangevraagdProduct)
    assert found.asked.referentie_aanbieder == found.request.referentie == "R1"
    assert found.due == due_day(found.request, frozenset()) == date(2024, 3, 8)
    await decide(venlo, "R1", "afwijzen", reden="7")
    async with api.gateway.db.reading() as tx:
        denied = await load_request(tx, VENLO, UUID(request_id), api.gateway.today())
    assert (denied.due, [each.answer.reden for each in denied.answers]) == (None, ["7"])


async def test_another_municipality_finds_none(api: Api, request_id: str) -> None:
    with pytest.raises(NotFound, match="verzoek-onbekend"):
        await find_request(api.gateway, VENRAY, UUID(request_id))
