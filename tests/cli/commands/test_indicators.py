"""An operator counts a municipality's indicators, and the cases behind one leave a read record."""

import asyncio
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import invoke
from tests.support.insight.pour import pour
from tests.support.insight.region import made_up_region
from tests.support.store.embedded import ask

VENLO = "0983"


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    asyncio.run(pour(dsn, made_up_region(120, 3)))


def test_it_shows_a_table_and_with_all_the_region_too() -> None:
    shown = invoke("indicators", "show", VENLO, "--jaar", 2024)
    head, *rows = shown.stdout.splitlines()
    assert head.split() == ["indicator", "segment", "wie", "telling", "gemiddeld", "streefwaarde", "gehaald"]
    lines = [" ".join(row.split()) for row in rows]
    assert any(re.fullmatch("door naar 2A 1A1 gemeente 0983 .* minstens 60 %", line) for line in lines)
    assert any(line.startswith("TR101 ") for line in lines)
    assert "regio" not in shown.stdout
    assert shown.stderr == ""
    assert "loopt nog" in invoke("indicators", "show", VENLO, "--jaar", 2026).stderr
    everything = invoke("indicators", "show", VENLO, "--jaar", 2024, "--alle", "--indicator", "late-start").stdout
    assert "andere-gemeente 0984" in everything
    assert "door naar" not in everything


def test_it_writes_json_csv_and_xlsx(tmp_path: Path) -> None:
    csv, xlsx = tmp_path / "a.csv", tmp_path / "a.xlsx"
    shown = invoke(
        "indicators", "show", VENLO, "--jaar", 2024, "--segment", "1B", "--json", "--csv", csv, "--xlsx", xlsx
    )
    rows = json.loads(shown.stdout)
    assert {row["segment"] for row in rows} == {"1B"}
    assert {row["niveau"] for row in rows} >= {"gemeente", "aanbieder", "regio"}
    assert len(csv.read_text("utf-8-sig").splitlines()) == len(rows) + 1
    assert "xl/workbook.xml" in zipfile.ZipFile(xlsx).namelist()


def test_the_cases_behind_a_figure_are_shown_on_record(dsn: str) -> None:
    [figure] = [
        each
        for each in json.loads(invoke("indicators", "show", VENLO, "--jaar", 2024, "--json").stdout)
        if (each["indicator"], each["niveau"]) == ("correcties", "gemeente")
    ]
    shown = invoke("indicators", "cases", VENLO, "correcties", "--jaar", 2024, "--doel", "verantwoording raad")
    assert len(shown.stdout.splitlines()) == figure["noemer"] + 1
    record = ask(dsn, "select actie || '/' || soort || '/' || doel from inzages")
    assert record == "gateway indicators cases/indicator/verantwoording raad"
    assert ask(dsn, "select cardinality(clienten) > 10 from inzages")


def test_what_is_unknown_is_told() -> None:
    assert "drie" not in invoke("indicators", "show", "98", "--jaar", 2024).stderr
    for arguments in (("show", "0001", "--jaar", 2024), ("show", VENLO, "--jaar", 1990)):
        result = invoke("indicators", *arguments)
        assert result.exit_code != 0
        assert result.stderr
    result = invoke("indicators", "show", VENLO, "--jaar", 2024, "--indicator", "geluk")
    assert result.exit_code == 2
    assert "doorstroom" in result.stderr


def test_the_definitions_are_markdown() -> None:
    assert invoke("indicators", "define").stdout.startswith("| Indicator | Naam |")
    assert invoke("indicators", "define", "--regio", "elders").exit_code == 2
