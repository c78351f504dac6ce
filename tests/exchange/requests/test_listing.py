"""The list of requests has the day by which each has to be answered."""

from datetime import date

from gateway.exchange.kernel.pages import Asked
from gateway.exchange.requests.listing import list_requests
from gateway.store.lists.requests import RequestFilter
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY


async def test_each_item_has_its_day(api: Api, request_id: str) -> None:
    page = await list_requests(api.gateway, RequestFilter(gemeente=VENLO), Asked())
    assert [(str(each.id), each.referentie, each.uiterlijk) for each in page.items] == [
        (request_id, "R1", date(2024, 3, 8))
    ]
    assert (await list_requests(api.gateway, RequestFilter(gemeente=VENRAY), Asked())).items == []
