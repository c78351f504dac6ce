"""An operator gets the audit sheet of an assignment on the command line."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.cli.running import invoke
from tests.support.api.application import Clock, an_api
from tests.support.api.claims import Story, line
from tests.support.api.parties import VENLO, ZORG


@pytest.fixture
def nummer(dsn: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """An assignment on which a month was granted and another rejected."""
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)

    async def work() -> int:
        async with an_api(dsn, Clock()) as api:
            story = Story(api, await api.caller(VENLO), await api.caller(ZORG)).on("2024-06-05")
            nummer = await story.assign("2024-01-01..2024-12-31", "9x04/4")
            await story.claim("2024-05", line("R1", nummer, "2024-04", "9x04", 6000))
            await story.claim("2024-05", line("R2", nummer, "2024-05", "10x04", 6000))
            return nummer

    return asyncio.run(work())


def test_the_sheet_as_a_table_json_csv_and_pdf(nummer: int, tmp_path: Path) -> None:
    table = invoke("claims", "audit", VENLO, nummer)
    assert table.exit_code == 0, table.stderr
    total, *facts = table.stdout.splitlines()[-5:]
    assert total.split() == ["Totaal", *("€", "1.140,00"), *("€", "540,00"), *("€", "540,00")]
    assert facts == [
        "Ingediend, debet min credit: € 1.140,00",
        "Afgewezen: € 600,00",
        "Toegekend, na aftrek van credits: € 540,00",
        "Over van het volume: 99 uur (04)",
    ]
    sheet = json.loads(invoke("claims", "audit", VENLO, nummer, "--json").stdout)
    assert (sheet["ingediend"], sheet["toegekend"], sheet["afgewezen"]) == (114_000, 54_000, 60_000)
    assert [each["soort"] for each in sheet["regels"]] == ["WMO301", "WMO323", "WMO325", "WMO323", "WMO325"]
    csv, pdf = tmp_path / "blad.csv", tmp_path / "blad.pdf"
    assert invoke("claims", "audit", VENLO, nummer, "--csv", csv, "--pdf", pdf).stdout == ""
    assert len(csv.read_bytes().splitlines()) == 7, "a head, the lines and the sums"
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_an_assignment_that_is_not_there(nummer: int) -> None:
    result = invoke("claims", "audit", VENLO, nummer + 1)
    assert (result.exit_code, f"geen toewijzing {nummer + 1}" in result.stderr) == (1, True)
