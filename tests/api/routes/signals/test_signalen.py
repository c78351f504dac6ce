"""The work items of a municipality over HTTP: filtered, in pages, and with a note that says something."""

from uuid import uuid4

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import ZORG, Caller, problem
from tests.support.exchange.signals import MARCH, list_signals, op
from tests.support.messages.messages import BSN_2


@pytest.fixture
async def nummer(venlo: Caller) -> int:
    """An assignment from 4 March, decided on the 1st, without a policy."""
    found: int = (await venlo.assign(await venlo.register(), **MARCH))["toewijzingNummer"]
    return found


async def test_a_note_has_to_be_one(api: Api, venlo: Caller, nummer: int) -> None:
    await op(api, "2024-03-12")
    url = f"/v1/signalen/{(await list_signals(venlo))[0]['signaalId']}/afhandelen"
    for body in (
        {},
        {"notitie": ""},
        {"notitie": "x" * 2001},
        {"notitie": "\x00"},
        {"notitie": "x", "consulent": ""},
        {"tekst": "x"},
    ):
        problem(await venlo.http.post(url, json=body), 400, "ongeldige-aanvraag")
    assert len(await list_signals(venlo, status="open")) == 2


async def test_filters_and_pages(api: Api, venlo: Caller, zorg: Caller, nummer: int) -> None:
    other = await venlo.register(BSN_2)
    second = (await venlo.assign(other, ingangsdatum="2024-03-06", einddatum="2024-12-31"))["toewijzingNummer"]
    await op(api, "2024-03-20")
    all_of_them = await list_signals(venlo)
    assert [each["uiterlijk"] for each in all_of_them] == ["2024-03-06", "2024-03-06", "2024-03-11", "2024-03-13"]
    assert await list_signals(venlo, aantal=1) == all_of_them == await list_signals(venlo, aantal=3)
    for query, count in (
        ({"code": "NL-805"}, 2),
        ({"toewijzingNummer": second}, 1),
        ({"clientId": other}, 2),
        ({"clientId": other, "code": "NL-807"}, 1),
        ({"aanbieder": ZORG}, 4),
        ({"aanbieder": "99990002"}, 0),
        ({"status": "open"}, 4),
        ({"status": "afgehandeld"}, 0),
        ({"voor": "2024-03-11"}, 2),
        ({"voor": "2024-03-12"}, 3),
        ({"code": "NL-801"}, 0),
    ):
        assert len(await list_signals(venlo, **query)) == count, query
    for query in ({"status": "dicht"}, {"na": "2024-02-30_x"}, {"na": f"2024-02-31_{uuid4()}"}, {"aantal": 0}):
        problem(await venlo.http.get("/v1/signalen", params=query), 400)
