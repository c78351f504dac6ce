"""Tables as files for a spreadsheet: CSV, and XLSX (ECMA-376) with a sheet for each table.

No cell is a formula: XLSX writes all text as text, and in CSV a text that a spreadsheet might run gets an apostrophe
before it.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from gateway.exchange.insight.rows import Value

_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Beginnings of a text that a spreadsheet may take for a formula."""
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
"""The time of each member, so that the same table makes the same file."""

Table = Sequence[Sequence[Value]]
"""Rows, the first of which names the columns."""


def as_csv(rows: Iterable[Sequence[Value]]) -> bytes:
    """Return the rows as Dutch spreadsheets open them: UTF-8 with a mark, semicolons, and a decimal comma."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_csv_cell(each) for each in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_RUNS) else value
    return str(value).replace(".", ",")


def as_xlsx(tables: Mapping[str, Table]) -> bytes:
    """Return a workbook with a sheet of this name for each table; names of at most 31 letters and spaces."""
    members = {
        "[Content_Types].xml": _content_types(len(tables)),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _workbook(list(tables)),
        "xl/_rels/workbook.xml.rels": _relations(
            {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(tables) + 1)}
        ),
        **{f"xl/worksheets/sheet{n}.xml": _sheet(table) for n, table in enumerate(tables.values(), 1)},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, _OLDEST), _HEAD + text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


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


def _sheet(table: Table) -> str:
    rows = "".join(f"<row>{''.join(_cell(each) for each in row)}</row>" for row in table)
    frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    view = f'<sheetViews><sheetView workbookViewId="0">{frozen}</sheetView></sheetViews>'
    return f'<worksheet xmlns="{_MAIN}">{view}<sheetData>{rows}</sheetData></worksheet>'


def _cell(value: Value) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_xml_text(value))}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def _xml_text(text: str) -> str:
    """Return the text without characters that XML can't hold."""
    return "".join(each for each in text if each in "\t\n" or (each >= " " and not "\ud800" <= each <= "\udfff"))
