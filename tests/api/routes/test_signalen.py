"""The work items of a municipality over HTTP: filtered, in pages, and with a note that says something."""

from uuid import uuid4

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import ZORG, Partij, problem
from tests.support.exchange.signals import MAART, op, signalen
from tests.support.messages.messages import BSN_2


@pytest.fixture
async def nummer(venlo: Partij) -> int:
    """An assignment from 4 March, decided on the 1st, without a policy."""
    found: int = (await venlo.ken_toe(await venlo.schrijf_in(), **MAART))["toewijzingNummer"]
    return found


async def test_a_note_has_to_be_one(api: Api, venlo: Partij, nummer: int) -> None:
    await op(api, "2024-03-12")
    url = f"/v1/signalen/{(await signalen(venlo))[0]['id']}/afhandelen"
    for body in (
        {},
        {"notitie": ""},
        {"notitie": "x" * 2001},
        {"notitie": "\x00"},
        {"notitie": "x", "consulent": ""},
        {"tekst": "x"},
    ):
        problem(await venlo.http.post(url, json=body), 422, "ongeldige-aanvraag")
    assert len(await signalen(venlo, status="open")) == 2


async def test_filters_and_pages(api: Api, venlo: Partij, zorg: Partij, nummer: int) -> None:
    ander = await venlo.schrijf_in(BSN_2)
    tweede = (await venlo.ken_toe(ander, ingangsdatum="2024-03-06", einddatum="2024-12-31"))["toewijzingNummer"]
    await op(api, "2024-03-20")
    alle = await signalen(venlo)
    assert [each["uiterlijk"] for each in alle] == ["2024-03-06", "2024-03-06", "2024-03-11", "2024-03-13"]
    assert await signalen(venlo, aantal=1) == alle == await signalen(venlo, aantal=3)
    for query, aantal in (
        ({"code": "NL-805"}, 2),
        ({"toewijzing": tweede}, 1),
        ({"client": ander}, 2),
        ({"client": ander, "code": "NL-807"}, 1),
        ({"aanbieder": ZORG}, 4),
        ({"aanbieder": "99990002"}, 0),
        ({"status": "open"}, 4),
        ({"status": "afgehandeld"}, 0),
        ({"voor": "2024-03-11"}, 2),
        ({"voor": "2024-03-12"}, 3),
        ({"code": "NL-801"}, 0),
    ):
        assert len(await signalen(venlo, **query)) == aantal, query
    for query in ({"status": "dicht"}, {"na": "2024-02-30_x"}, {"na": f"2024-02-31_{uuid4()}"}, {"aantal": 0}):
        problem(await venlo.http.get("/v1/signalen", params=query), 422)
