"""Several changes in one decision: one WMO301, all or nothing, and policy looks at how it is after all of them."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.api.application import Api
from tests.support.api.parties import Caller, problem
from tests.support.exchange.combined import change, decide, grant, issued, rows
from tests.support.messages.persons import bsns
from tests.support.policy.chosen import approved, choose_policy


@pytest.fixture(autouse=True)
async def chosen(api: Api) -> None:
    await choose_policy(api.gateway)


async def test_three_changes_are_one_message(api: Api, venlo: Caller, zorg: Caller) -> None:
    jo = await venlo.register()
    ends = await issued(venlo, jo, "02A02", "2024-01-01", "2024-12-31")
    goes = await issued(venlo, jo, "04A01", "2024-06-01", "2024-06-30")
    await zorg.collect()
    made = await decide(
        venlo,
        jo,
        change(ends, einddatum="2024-04-30"),
        change(goes, verwijderd=True),
        grant("10B02", "2024-05-01", "2025-04-30", beslistDoor="C. Proef"),
    )
    assert made.status_code == 201, made.text
    [message] = made.json()["berichtIds"]
    ended, gone, new = made.json()["toewijzingen"]
    assert (ended["toewijzingNummer"], ended["actueel"]["einddatum"]) == (ends, "2024-04-30")
    assert gone["actueel"]["verwijderd"] is True
    assert new["actueel"]["beslistDoor"] == "C. Proef"
    await approved(zorg, message)
    [told] = await zorg.collect()
    assert [each.toewijzing_nummer for each in told.client.toegewezen_producten] == [
        str(ends),
        str(goes),
        str(new["toewijzingNummer"]),
    ]


async def test_a_repeated_request_gets_the_first_result(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    parts = (grant("02A02", "2024-05-01", "2025-04-30"), grant("04A01", "2024-06-01", "2024-06-30"))
    first = await decide(venlo, jo, *parts, key="besluit-1")
    after = await rows(api)
    again = await asyncio.gather(*(decide(venlo, jo, *parts, key="besluit-1") for _ in range(3)))
    assert [each.json() for each in again] == [first.json()] * 3
    assert await rows(api) == after
    problem(await decide(venlo, jo, parts[0], key="besluit-1"), 409, "sleutel-hergebruikt")


PEOPLE = iter(bsns(200))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(["end", "remove", "grant", "stay"]))
async def test_the_order_of_the_parts_does_not_matter(api: Api, venlo: Caller, order: list[str]) -> None:
    jo = await venlo.register(next(PEOPLE))
    ends = await issued(venlo, jo, "02A02", "2024-01-01", "2024-12-31")
    goes = await issued(venlo, jo, "07A02", "2024-01-01", "2024-12-31")
    parts = {
        "end": change(ends, einddatum="2024-04-30"),
        "remove": change(goes, verwijderd=True),
        "grant": grant("10B02", "2024-05-01", "2025-04-30"),
        "stay": grant("04A01", "2024-06-01", "2024-06-30", omvang={"volume": 9, "eenheid": "14", "frequentie": "6"}),
    }
    made = await decide(venlo, jo, *(parts[each] for each in order))
    assert made.status_code == 201, made.text
    shown = {name: each["actueel"] for name, each in zip(order, made.json()["toewijzingen"], strict=True)}
    assert (shown["end"]["einddatum"], shown["remove"]["verwijderd"]) == ("2024-04-30", True)
    assert (shown["grant"]["product"]["code"], shown["stay"]["product"]["code"]) == ("10B02", "04A01")
