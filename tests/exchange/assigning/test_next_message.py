"""The WMO301 that would follow is shown line by line, with why each is there and what is different."""

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import ZORG, Caller
from tests.support.exchange.combined import change, decide, grant, issued, rows
from tests.support.policy.chosen import choose_policy


@pytest.fixture(autouse=True)
async def chosen(api: Api) -> None:
    await choose_policy(api.gateway)


async def test_who_asks_first_sees_the_message_line_by_line(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    ends = await issued(venlo, jo, "02A02", "2024-01-01", "2024-12-31")
    stays = await issued(venlo, jo, "04A01", "2024-06-01", "2024-06-30")
    before = await rows(api)
    body = {
        "aanbieder": ZORG,
        "delen": [change(ends, einddatum="2024-04-30"), grant("10B02", "2024-05-01", "2025-04-30")],
    }
    response = await venlo.http.post(f"/v1/clienten/{jo}/besluiten/controle", json=body)
    assert response.status_code == 200, response.text
    seen = response.json()
    assert (seen["toegestaan"], len(seen["delen"]), seen["bevindingen"]) == (True, 2, [])
    ended, stayed, new = seen["wmo301"]
    assert (ended["toewijzingNummer"], ended["einddatum"], ended["wasEinddatum"], ended["gewijzigd"]) == (
        ends,
        "2024-04-30",
        "2024-12-31",
        ["einddatum"],
    )
    assert (ended["wasVolume"], ended["wasBudget"]) == (ended["omvang"]["volume"], None)
    assert ended["waarom"] == "gewijzigd in dit besluit (RedenWijziging 05)"
    assert (stayed["toewijzingNummer"], stayed["gewijzigd"]) == (stays, [])
    assert "OP087" in stayed["waarom"]
    assert (new["toewijzingNummer"], new["waarom"]) == (None, "nieuw in dit besluit")
    assert await rows(api) == before
    made = await decide(venlo, jo, *body["delen"])
    assert made.status_code == 201


async def test_a_line_that_goes_says_why(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    over = await issued(venlo, jo, "02A02", "2023-01-01", "2024-02-29")
    body = {"aanbieder": ZORG, "delen": [grant("04A01", "2024-06-01", "2024-06-30")]}
    seen = (await venlo.http.post(f"/v1/clienten/{jo}/besluiten/controle", json=body)).json()
    gone = next(each for each in seen["wmo301"] if each["toewijzingNummer"] == over)
    assert (gone["staatErin"], gone["einddatum"]) == (False, "2024-02-29")
    assert "2024-02-29 is voorbij" in gone["waarom"]
