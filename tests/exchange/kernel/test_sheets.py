"""Files for a spreadsheet hold what they should, and nothing that it runs."""

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gateway.exchange.kernel import sheets
from gateway.exchange.kernel.sheets import CSV_MARK, Workbook, as_csv, as_xlsx, csv_lines

EVIL = ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.mark.parametrize("text", EVIL)
def test_no_cell_is_a_formula(text: str) -> None:
    [[cell]] = csv.reader(io.StringIO(as_csv([[text]]).decode("utf-8-sig"), newline=""), delimiter=";")
    assert cell == f"'{text}"
    sheet = zipfile.ZipFile(io.BytesIO(as_xlsx({"a": [[text]]}))).read("xl/worksheets/sheet1.xml")
    root = etree.fromstring(sheet)
    assert not root.findall(".//m:f", NS)
    assert [each.get("t") for each in root.findall(".//m:c", NS)] == ["inlineStr"]


def test_csv_opens_in_a_dutch_spreadsheet() -> None:
    data = as_csv([("naam", "percentage"), ("a;b", 12.5), ('zeg "ja"', None)])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines() == ["naam;percentage", '"a;b";12,5', '"zeg ""ja""";']


@given(st.lists(st.lists(st.one_of(st.text(), st.integers(), st.none()), min_size=1), min_size=1))
def test_any_text_makes_a_workbook_of_well_formed_parts(table: list[list[str | int | None]]) -> None:
    archive = zipfile.ZipFile(io.BytesIO(as_xlsx({"een": table, "twee & drie": [["x"]]})))
    assert archive.testzip() is None
    roots = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    sheets = roots["xl/workbook.xml"].findall(".//m:sheet", NS)
    assert [each.get("name") for each in sheets] == ["een", "twee & drie"]
    rows = roots["xl/worksheets/sheet1.xml"].findall(".//m:row", NS)
    assert [len(row) for row in rows] == [len(row) for row in table]


def test_the_same_table_makes_the_same_file() -> None:
    assert as_xlsx({"a": [["x", 1]]}) == as_xlsx({"a": [["x", 1]]})


def test_a_workbook_written_row_by_row_goes_on_in_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS_PER_SHEET", 2)
    file = io.BytesIO()
    book = Workbook(file, "berichten", ["kop"])
    book.add([[EVIL[0]], [2]])
    book.add([["drie"]])
    book.close()
    archive = zipfile.ZipFile(file)
    assert archive.testzip() is None
    names = [each.get("name") for each in etree.fromstring(archive.read("xl/workbook.xml")).findall(".//m:sheet", NS)]
    assert names == ["berichten", "berichten 2"]
    texts = [
        ["".join(cell.itertext()) for cell in etree.fromstring(archive.read(f"xl/worksheets/sheet{n}.xml")).iter(CELL)]
        for n in (1, 2)
    ]
    assert texts == [["kop", EVIL[0], "2"], ["kop", "drie"]]
    assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_lines_added_to_the_mark_are_the_file() -> None:
    rows = [["a", 1], ["=b", None]]
    assert CSV_MARK + csv_lines(rows[:1]) + csv_lines(rows[1:]) == as_csv(rows)


CELL = f"{{{NS['m']}}}c"
