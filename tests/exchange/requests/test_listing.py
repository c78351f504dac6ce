"""The list of requests has the day by which each has to be answered."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.requests.listing import list_requests, list_requests_of
from gateway.standard.calendar import GOOD_FRIDAY
from gateway.store.lists.requests import RequestFilter
from gateway.store.parties import organisaties
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, VENRAY, ZORG, Caller
from tests.support.api.requests import asked, vot


async def test_each_item_has_its_day(api: Api, request_id: str) -> None:
    page = await list_requests(api.gateway, RequestFilter(gemeente=VENLO), AskedPage())
    assert [(str(each.id), each.referentie, each.uiterlijk) for each in page.items] == [
        (request_id, "R1", date(2024, 3, 8))
    ]
    assert (await list_requests(api.gateway, RequestFilter(gemeente=VENRAY), AskedPage())).items == []


@pytest.mark.usefixtures("request_id")
async def test_a_provider_finds_its_own_by_when_each_municipality_has_to_answer(api: Api, zorg: Caller) -> None:
    """Venray works on Good Friday, so that what came in on the same day is due a working day earlier there."""
    venray = await api.caller(VENRAY)
    await venray.register()
    api.clock.advance(days=25)
    assert (await zorg.submit(vot("V2", asked("R2"), ontvanger=VENRAY)))["oordeel"] == "goedgekeurd"
    async with api.gateway.db.transaction() as tx:
        accounts = {code: await organisaties.find(tx, code) for code in (VENRAY, ZORG, THUIS)}
        working = accounts[VENRAY]
        assert working is not None
        await organisaties.save(tx, replace(working, gewerkte_feestdagen=frozenset({GOOD_FRIDAY})))

    async def found(code: str, due: date | None = None, **filters: str) -> list[tuple[str, date | None]]:
        caller = accounts[code]
        assert caller is not None
        page = await list_requests_of(api.gateway, caller, RequestFilter(**filters), AskedPage(), due=due)  # type: ignore[arg-type]
        return [(each.referentie, each.uiterlijk) for each in page.items]

    first, second = ("R1", date(2024, 3, 8)), ("R2", date(2024, 4, 3))
    assert await found(ZORG) == [first, second]
    assert await found(ZORG, gemeente=VENRAY) == [second]
    assert await found(ZORG, date(2024, 4, 2)) == [first]
    assert await found(ZORG, date(2024, 4, 3)) == [first, second]
    assert await found(THUIS) == await found(ZORG, aanbieder=THUIS) == await found(VENRAY, gemeente=VENLO) == []
    assert await found(VENRAY) == [second]


async def test_a_provider_chooses_by_no_client_and_a_mandate_bounds_the_kinds(api: Api, request_id: str) -> None:
    async with api.gateway.db.reading() as tx:
        zorg = await organisaties.find(tx, ZORG)
    assert zorg is not None
    with pytest.raises(Forbidden):
        await list_requests_of(api.gateway, zorg, RequestFilter(client=UUID(request_id)), AskedPage())
    for kinds, expected in (({"WMO315"}, 1), ({"WMO317"}, 0), ({"WMO305"}, 0)):
        acted = replace(zorg, berichtsoorten=frozenset(kinds))
        assert len((await list_requests_of(api.gateway, acted, RequestFilter(), AskedPage())).items) == expected
