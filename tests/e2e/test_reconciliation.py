"""Claims on one assignment, reckoned by hand: HTTP, the command line and the console tell the same.

Assigned: 100 hours from January to December, at € 50,00 an hour in each claim.

| claim | line | what | hours | amount | answer |
| --- | --- | --- | --- | --- | --- |
| February | R1 | February | 40 | € 2.000 | granted: 40 of 100 |
| March | R2 | March | 50 | € 2.500 | granted: 90 of 100 |
| April | R3 | April | 20 | € 1.000 | rejected: it would be 110 |
| May | C1 | credit of R2 | 50 | -€ 2.500 | processed: 40 of 100 |
| May | R4 | March again | 30 | € 1.500 | granted: 70 of 100 |
| May | R5 | April again | 20 | € 1.000 | granted: 90 of 100 |

Claimed 2.000 + 2.500 + 1.000 - 2.500 + 1.500 + 1.000 = € 5.500, of which € 1.000 was rejected and € 4.500 granted:
40 + 30 + 20 = 90 hours at € 50,00. Ten hours are left.
"""

import asyncio
import json
from typing import Any

import pytest

from tests.cli.running import invoke
from tests.support.api.application import Api
from tests.support.api.claims import Story, line
from tests.support.api.parties import BEHEER, VENLO, ZORG, Caller
from tests.support.console.browser import browsing, text_of

RATE = 5000
TOTALS = [
    # month, lines, rejected, claimed, granted, credited, what counts now; in cents
    ("2024-02-01", 1, 0, 200_000, 200_000, 0, 200_000),
    ("2024-03-01", 1, 0, 250_000, 250_000, 250_000, 0),
    ("2024-04-01", 1, 1, 100_000, 0, 0, 0),
    ("2024-05-01", 3, 0, 0, 0, 0, 250_000),
]
STATES = {
    "R1": "toegekend",
    "R2": "gecrediteerd",
    "R3": "afgewezen",
    "C1": "verwerkt",
    "R4": "toegekend",
    "R5": "toegekend",
}
AGAIN = "Dezelfde zorg is daarna opnieuw gedeclareerd en toegekend; er is niets meer te doen."
SHEET = (550_000, 100_000, 450_000)
"""Claimed, rejected and granted."""


def hours(reference: str, nummer: int, month: str, number: int, former: str | None = None) -> Any:
    return line(reference, nummer, month, f"{number}x04", RATE, former=former)


def followed(lines: list[dict[str, Any]]) -> dict[str, str]:
    return {each["referentieNummer"]: each["vervolg"] for each in lines}


async def test_all_three_tell_what_was_reckoned_by_hand(
    api: Api, venlo: Caller, zorg: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(api, venlo, zorg).on("2024-06-05")
    nummer = await story.assign("2024-01-01..2024-12-31", "100x04/6")
    await story.claim("2024-02", hours("R1", nummer, "2024-02", 40))
    await story.claim("2024-03", hours("R2", nummer, "2024-03", 50))
    rejected = await story.claim("2024-04", hours("R3", nummer, "2024-04", 20))
    assert rejected.totals == (100_000, 0)
    before = followed((await zorg.http.get("/v1/prestaties")).json()["prestaties"])
    assert "crediteert de aanbieder haar helemaal" in before["R2"]
    assert before["R3"].startswith("Niet crediteren (IV085): de aanbieder herstelt")
    again = await story.claim(
        "2024-05",
        hours("C1", nummer, "2024-03", 50, former="R2"),
        hours("R4", nummer, "2024-03", 30),
        hours("R5", nummer, "2024-04", 20),
    )
    assert again.totals == (0, 0)
    await over_http(venlo, zorg, nummer)
    monkeypatch.setenv("GATEWAY_DATABASE_URL", api.dsn)
    await asyncio.to_thread(on_the_command_line, nummer)
    await in_the_console(api, nummer)


async def over_http(venlo: Caller, zorg: Caller, nummer: int) -> None:
    for caller in (venlo, zorg):
        totals = (await caller.http.get("/v1/declaraties/totalen")).json()["totalen"]
        keys = ("periode", "prestaties", "afgewezen", "ingediend", "toegekend", "gecrediteerd", "teltMee")
        assert [tuple(each[key] for key in keys) for each in totals] == TOTALS
        lines = (await caller.http.get("/v1/prestaties")).json()["prestaties"]
        assert {each["referentieNummer"]: each["staat"] for each in lines} == STATES
        assert {name for name, text in followed(lines).items() if text == AGAIN} == {"R2", "R3"}
        url = f"/v1/controlebladen/{VENLO}/{nummer}"
        sheet = (await caller.http.get(url)).json()
        assert (sheet["ingediend"], sheet["afgewezen"], sheet["toegekend"], sheet["overVolume"]) == (*SHEET, 10)
        assert [each["saldo"] for each in sheet["regels"] if each["toegekend"] is not None] == [
            *(200_000, 450_000, 450_000),
            *(200_000, 350_000, 450_000),
        ]
        csv = (await caller.http.get(f"{url}/csv")).content.decode("utf-8-sig").splitlines()
        assert csv[-1] == ";;;;Totaal;550000;450000;450000"
        assert (await caller.http.get(f"{url}/pdf")).content.startswith(b"%PDF")


def on_the_command_line(nummer: int) -> None:
    totals = [json.loads(each) for each in invoke("claims", "totals", "--json").stdout.splitlines()]
    keys = ("periode", "prestaties", "afgewezen", "ingediend", "toegekend", "gecrediteerd", "teltMee")
    assert [tuple(each[key] for key in keys) for each in totals] == TOTALS
    lines = [json.loads(each) for each in invoke("claims", "lines", "--json").stdout.splitlines()]
    assert {each["referentieNummer"]: each["staat"] for each in lines} == STATES
    assert {name for name, text in followed(lines).items() if text == AGAIN} == {"R2", "R3"}
    assert "opnieuw gedeclareerd" in invoke("claims", "lines").stdout
    [sheet] = [json.loads(each) for each in invoke("claims", "audit", VENLO, nummer, "--json").stdout.splitlines()]
    assert (sheet["ingediend"], sheet["afgewezen"], sheet["toegekend"]) == SHEET


async def in_the_console(api: Api, nummer: int) -> None:
    for code in (VENLO, ZORG, BEHEER):
        async with browsing(api, code) as browser:
            totals = text_of(await browser.open("/console/declaraties/totalen?volgorde=oudste"))
            assert "mei 2024" in totals
            assert totals.count("€ 2.500,00") == 4
            lines = await browser.open("/console/prestaties")
            assert lines.count(AGAIN) == 2
            if code == BEHEER:
                continue
            sheet = text_of(await browser.open(f"/console/controleblad/{VENLO}/{nummer}"))
            assert "Ingediend, debet min credit € 5.500,00" in sheet
            assert "Toegekend, na aftrek van credits € 4.500,00" in sheet
            assert f'href="/console/controleblad/{VENLO}/{nummer}"' in lines
            for kind in ("csv", "pdf"):
                file = await browser.http.get(f"/console/controleblad/{VENLO}/{nummer}/{kind}")
                assert f'filename="controleblad-{VENLO}-{nummer}.{kind}"' in file.headers["content-disposition"]
