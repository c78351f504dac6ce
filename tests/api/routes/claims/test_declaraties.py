"""Claims and their Prestaties as lists: what each party sees, and the state of each line."""

import csv
import io
from typing import Any

import pytest

from tests.support.api.application import Api
from tests.support.api.claims import Story, line
from tests.support.api.parties import THUIS, VENRAY, Caller, problem


@pytest.fixture
async def story(api: Api, venlo: Caller, zorg: Caller) -> Story:
    return Story(api, venlo, zorg)


@pytest.fixture
async def claims(story: Story) -> dict[str, str]:
    """Two claims on one assignment: a line granted, one rejected; then a credit of the first and a new debit."""
    nummer = await story.on("2024-06-05").assign("2024-01-01..2024-12-31", "10x04/4")
    first = await story.claim(
        "2024-02", line("R1", nummer, "2024-01", "8x04", 5000), line("R2", nummer, "2024-02", "11x04", 5000)
    )
    second = await story.claim(
        "2024-03",
        line("R3", nummer, "2024-01", "8x04", 5000, former="R1"),
        line("R4", nummer, "2024-01", "9x04", 5000),
        line("R5", nummer, "2024-03", "1x04", 5000, former="R2"),
    )
    return {"nummer": str(nummer), "first": first.receipt["berichtId"], "second": second.receipt["berichtId"]}


async def get(caller: Caller, path: str) -> Any:
    response = await caller.http.get(path)
    assert response.status_code == 200, response.text
    return response.json()


async def test_a_claim_tells_its_totals_and_the_state_of_each_line(venlo: Caller, claims: dict[str, str]) -> None:
    first = await get(venlo, f"/v1/declaraties/{claims['first']}")
    assert {name: first["declaratie"][name] for name in ("periode", "ingediend", "toegekend", "prestaties")} == {
        "periode": "2024-02-01",
        "ingediend": 95000,
        "toegekend": 40000,
        "prestaties": 2,
    }
    states = {each["referentieNummer"]: (each["staat"], each["vervolg"]) for each in first["prestaties"]}
    assert (states["R1"][0], states["R2"][0]) == ("gecrediteerd", "afgewezen")
    assert states["R1"][1].startswith("Dezelfde zorg is daarna opnieuw")
    assert states["R2"][1].startswith("Niet crediteren (IV085)")
    [rejected] = [each for each in first["prestaties"] if each["staat"] == "afgewezen"]
    assert [each["code"] for each in rejected["retourcodes"]] == ["9321"]
    second = await get(venlo, f"/v1/declaraties/{claims['second']}")
    assert {each["referentieNummer"]: each["staat"] for each in second["prestaties"]} == {
        "R3": "verwerkt",
        "R4": "toegekend",
        "R5": "afgewezen",
    }
    assert second["declaratie"]["ingediend"] == 0
    assert second["declaratie"]["toegekend"] == 5000


async def test_each_party_sees_its_own_and_no_other(
    api: Api, venlo: Caller, zorg: Caller, claims: dict[str, str]
) -> None:
    for caller in (venlo, zorg, await api.caller("beheer")):
        found = await get(caller, "/v1/declaraties")
        assert [each["berichtId"] for each in found["declaraties"]] == [claims["first"], claims["second"]]
        assert found["totaal"] == 2
    for code in (VENRAY, THUIS):
        other = await api.caller(code)
        assert (await get(other, "/v1/declaraties"))["declaraties"] == []
        assert (await get(other, f"/v1/prestaties?berichtId={claims['first']}"))["prestaties"] == []
        problem(await other.http.get(f"/v1/declaraties/{claims['first']}"), 404, "declaratie-onbekend")
    assert (await get(zorg, "/v1/prestaties"))["prestaties"][0]["clientId"] is None
    assert (await get(venlo, "/v1/prestaties"))["prestaties"][0]["clientId"] is not None
    problem(await zorg.http.get(f"/v1/prestaties?clientId={claims['first']}"), 403, "client-alleen-gemeente")


async def test_lines_are_chosen_by_their_state_and_come_a_page_at_a_time(zorg: Caller, claims: dict[str, str]) -> None:
    async def references(query: str) -> list[str]:
        return [each["referentieNummer"] for each in (await get(zorg, f"/v1/prestaties?{query}"))["prestaties"]]

    assert await references("staat=afgewezen") == ["R2", "R5"]
    assert await references(f"toewijzingNummer={claims['nummer']}&vanaf=2024-02-01&tot=2024-02-29") == ["R2"]
    page = await get(zorg, "/v1/prestaties?aantal=2")
    rest = await get(zorg, f"/v1/prestaties?aantal=50&na={page['volgende']}")
    assert [each["referentieNummer"] for each in rest["prestaties"]] == ["R3", "R4", "R5"]
    assert [each["berichtId"] for each in (await get(zorg, "/v1/declaraties?vanaf=2024-03-15"))["declaraties"]] == [
        claims["second"]
    ]
    assert (await get(zorg, "/v1/declaraties?metAfwijzing=false"))["declaraties"] == []


async def test_both_lists_are_files_too(venlo: Caller, claims: dict[str, str]) -> None:
    response = await venlo.http.get("/v1/prestaties?formaat=csv")
    assert response.status_code == 200, response.text
    rows = list(csv.DictReader(io.StringIO(response.text.lstrip("\ufeff")), delimiter=";"))
    assert [(row["referentieNummer"], row["bedrag"], row["retourcodes"]) for row in rows][:2] == [
        ("R1", "40000", ""),
        ("R2", "55000", "9321"),
    ]
    assert (await venlo.http.get("/v1/declaraties?formaat=xlsx")).content.startswith(b"PK")


async def test_an_assignment_tells_what_was_claimed_and_what_is_left(venlo: Caller, claims: dict[str, str]) -> None:
    found = await get(venlo, f"/v1/toewijzingen/{venlo.code}/{claims['nummer']}")
    assert found["gedeclareerdBedrag"] == 45000
    assert found["gedeclareerdVolume"] == {"04": 9}
    assert found["overVolume"] == 12 * 10 - 9
    assert found["overBudget"] is None
