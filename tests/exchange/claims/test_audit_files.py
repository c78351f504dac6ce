"""The audit sheet as a file."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from gateway.exchange.claims.audit_files import audit_document, csv_file
from gateway.exchange.claims.audit_sheet import AuditLine, AuditSheet
from gateway.exchange.claims.standing import ClaimedSoFar

LINE = AuditLine(
    op=datetime(2024, 5, 31, 22, 30, tzinfo=UTC),
    soort="WMO323",
    bericht_id=UUID(int=1),
    identificatie="C1",
    tekst="=1+1 in declaratie D1.",
    ingediend=-40000,
    saldo=5,
)
SHEET = AuditSheet(
    gemeente="0983",
    nummer=7,
    aanbieder="99990001",
    client_id=UUID(int=2),
    lines=[LINE],
    ingediend=-40000,
    toegekend=-30000,
    claimed=ClaimedSoFar(left_cents=12345, left_volume=3, eenheid="04"),
)


def test_csv_has_the_dutch_day_whole_cents_and_no_cell_that_runs() -> None:
    rows = list(csv.reader(io.StringIO(csv_file(SHEET).decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["2024-06-01", "WMO323", "C1", str(UUID(int=1)), "'=1+1 in declaratie D1.", "-40000", "", "5"]
    assert rows[2] == ["", "", "", "", "Totaal", "-40000", "-30000", "-30000"]


def test_a_document_tells_the_sums_in_euros_and_then_each_line() -> None:
    document = audit_document(SHEET)
    assert (document.titel, document.onder) == ("Controleblad toewijzing 7", "gemeente 0983, aanbieder 99990001")
    sums, lines = document.delen
    assert [(each.naam.split(",")[0], each.waarde) for each in sums.facts] == [
        ("Ingediend", "-€ 400,00"),
        ("Afgewezen", "-€ 100,00"),
        ("Toegekend", "-€ 300,00"),
        ("Over van het budget", "€ 123,45"),
        ("Over van het volume", "3 uur (04)"),
    ]
    excess = replace(SHEET, claimed=ClaimedSoFar(excess_cents=100, excess_volume=2, outside_cents=30000))
    assert [(each.naam.split(",")[0], each.waarde) for each in audit_document(excess).delen[0].facts][3:] == [
        ("Te crediteren", "€ 300,00"),
        ("Meer toegekend dan het budget nu is", "€ 1,00"),
        ("Meer toegekend dan het volume nu is", "2"),
    ]
    assert lines.rows == [("1 juni 2024", "WMO323 C1", "=1+1 in declaratie D1.", "-€ 400,00", "", "€ 0,05")]
