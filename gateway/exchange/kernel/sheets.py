"""Tables as files for a spreadsheet: CSV, and XLSX (ECMA-376) with a sheet for each table.

No cell is a formula: XLSX writes all text as text, and in CSV a text that a spreadsheet might run gets an apostrophe
before it.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr

from gateway.standard.files.zipped import member, pack

Value = str | int | float | None
"""A cell: text, a number, or nothing."""

_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Beginnings of a text that a spreadsheet may take for a formula."""
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

CSV_MARK: Final = b"\xef\xbb\xbf"
"""The byte order mark by which a spreadsheet knows UTF-8."""
MAX_ROWS_PER_SHEET: Final = 1_000_000
"""Rows below the head of a sheet; a spreadsheet takes 1 048 576."""

Table = Sequence[Sequence[Value]]
"""Rows, the first of which names the columns."""


def as_csv(rows: Iterable[Sequence[Value]]) -> bytes:
    """Return the rows as Dutch spreadsheets open them: UTF-8 with a mark, semicolons, and a decimal comma."""
    return CSV_MARK + csv_lines(rows)


def csv_lines(rows: Iterable[Sequence[Value]]) -> bytes:
    """Return the rows as lines of such a file, which begins with `CSV_MARK`."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_csv_cell(each) for each in row] for row in rows)
    return text.getvalue().encode()


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_RUNS) else value
    return str(value).replace(".", ",")


def as_xlsx(tables: Mapping[str, Table]) -> bytes:
    """Return a workbook with a sheet of this name for each table; names of at most 31 letters and spaces."""
    members = {
        **_around(list(tables)),
        **{f"xl/worksheets/sheet{n}.xml": _sheet(table) for n, table in enumerate(tables.values(), 1)},
    }
    return pack({name: (_HEAD + text).encode() for name, text in members.items()})


class CsvFile:
    """Such a file, written as its rows come."""

    def __init__(self, file: IO[bytes], name: str, head: Sequence[Value]) -> None:
        """Write to this file, which the caller closes. `name`: stands in no CSV."""
        self._file = file
        file.write(CSV_MARK + csv_lines([head]))

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write these rows after those before."""
        self._file.write(csv_lines(rows))

    def close(self) -> None:
        """Do nothing: the file is whole after each row."""


class Workbook:
    """A workbook of one table, written to a file as its rows come, so that no more than those are in memory.

    After `MAX_ROWS_PER_SHEET` rows it goes on in another sheet.
    """

    def __init__(self, file: IO[bytes], name: str, head: Sequence[Value]) -> None:
        """Write to this file, which the caller closes. `name`: at most 27 letters and spaces."""
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._name = name
        self._head = head
        self._sheets = 0
        self._rows = 0
        self._sheet = self._new_sheet()

    def _new_sheet(self) -> IO[bytes]:
        self._sheets += 1
        self._rows = 0
        sheet = self._archive.open(member(f"xl/worksheets/sheet{self._sheets}.xml"), "w", force_zip64=True)
        sheet.write((_HEAD + _SHEET_BEGIN + _row(self._head)).encode())
        return sheet

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        """Write these rows after those before."""
        for row in rows:
            if self._rows == MAX_ROWS_PER_SHEET:
                self._end_sheet()
                self._sheet = self._new_sheet()
            self._sheet.write(_row(row).encode())
            self._rows += 1

    def _end_sheet(self) -> None:
        self._sheet.write(_SHEET_END.encode())
        self._sheet.close()

    def close(self) -> None:
        """Write what makes the sheets a workbook."""
        self._end_sheet()
        names = [self._name if n == 1 else f"{self._name} {n}" for n in range(1, self._sheets + 1)]
        for name, text in _around(names).items():
            self._archive.writestr(member(name), _HEAD + text)
        self._archive.close()


def _around(names: Sequence[str]) -> dict[str, str]:
    """Return the parts of a workbook with sheets of these names, but for the sheets themselves."""
    sheets = {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)}
    return {
        "[Content_Types].xml": _content_types(len(names)),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _workbook(names),
        "xl/_rels/workbook.xml.rels": _relations(sheets),
    }


def _content_types(sheets: int) -> str:
    parts = [("/xl/workbook.xml", f"{_TYPES}.sheet.main+xml")]
    parts += [(f"/xl/worksheets/sheet{n}.xml", f"{_TYPES}.worksheet+xml") for n in range(1, sheets + 1)]
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for id, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_RELS}">{found}</Relationships>'


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


_FROZEN: Final = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
_VIEWS: Final = f'<sheetViews><sheetView workbookViewId="0">{_FROZEN}</sheetView></sheetViews>'
_SHEET_BEGIN: Final = f'<worksheet xmlns="{_MAIN}">{_VIEWS}<sheetData>'
_SHEET_END: Final = "</sheetData></worksheet>"


def _sheet(table: Table) -> str:
    return _SHEET_BEGIN + "".join(map(_row, table)) + _SHEET_END


def _row(row: Sequence[Value]) -> str:
    return f"<row>{''.join(_cell(each) for each in row)}</row>"


def _cell(value: Value) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_xml_text(value))}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def _xml_text(text: str) -> str:
    """Return the text without characters that XML can't hold."""
    return "".join(each for each in text if each in "\t\n" or (each >= " " and not "\ud800" <= each <= "\udfff"))
