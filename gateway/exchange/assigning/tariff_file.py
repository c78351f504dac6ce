"""Files of tariffs: CSV as spreadsheets make it, read in one way or refused with every fault, its line and column."""

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from gateway.exchange.kernel.refusals import Invalid
from gateway.policy.tariffs import Tariff
from gateway.standard import codelists, exact, money
from gateway.standard.files import csv_lines
from gateway.standard.identifiers import agb_valid

COLUMNS: Final = ("categorie", "code", "aanbieder", "eenheid", "tarief", "vanaf", "tot")
"""Columns of the file, in any order; cells of `aanbieder` (all providers) and `tot` (no end) may be empty."""

MAX_FAULTS_SHOWN: Final = 50
"""How many faults a refusal writes out; it counts the rest."""
MAX_TARIFFS: Final = 20_000
_MAX_CENTS: Final = 99_999_999
_LONGEST_CODE: Final = 5
_ZEROES: Final = "Excel laat voorloopnullen weg; maak er een kolom met tekst van"
_CHARSETS: Final = (("utf-8", "UTF-8"), ("cp1252", "windows-1252"))


@dataclass(frozen=True, slots=True)
class TariffLine:
    """A tariff with the line that it stands on, from 1."""

    line: int
    tariff: Tariff


@dataclass(frozen=True, slots=True)
class TariffFile:
    """The tariffs of a file, and the way in which it was read."""

    lines: tuple[TariffLine, ...]
    tekenset: str
    scheiding: str


def read_tariffs(data: bytes) -> TariffFile:
    """Return the tariffs in a CSV file; its charset (UTF-8 or windows-1252) and separator are found out.

    Raises Invalid with the faults, among them tariffs of one product whose periods share a day.
    """
    text, tekenset = _decode(data)
    separator, rows = csv_lines.rows(text)
    header = next(rows, None)
    names = [each.strip().lower() for each in header.cells] if header is not None else []
    if header is None or header.fault or sorted(names) != sorted(COLUMNS):
        reason = header.fault if header is not None and header.fault else f"de kolommen zijn {', '.join(COLUMNS)}"
        raise invalid_tariffs([_fault(None if header is None else header.line, "", reason, separator.join(names))])
    lines: list[TariffLine] = []
    faults: list[dict[str, object]] = []
    for row in rows:
        if not row.fault and not any(map(str.strip, row.cells)):
            continue
        if row.fault or any(map(str.strip, row.cells[len(COLUMNS) :])):
            faults.append(_fault(row.line, "", row.fault or f"heeft meer dan {len(COLUMNS)} kolommen"))
            continue
        cells = dict.fromkeys(COLUMNS, "") | dict(zip(names, map(str.strip, row.cells), strict=False))
        found = list(_cell_faults(row.line, cells))
        faults += found
        if not found:
            lines.append(TariffLine(row.line, _make_tariff(cells)))
    if len(lines) > MAX_TARIFFS:
        faults.append(_fault(None, "", f"heeft {len(lines)} tarieven; hoogstens {MAX_TARIFFS} kan"))
    faults += _overlap_faults(lines)
    if faults:
        raise invalid_tariffs(faults)
    return TariffFile(tuple(lines), tekenset, {"\t": "tab"}.get(separator, separator))


def write_tariffs(tariffs: Sequence[Tariff]) -> str:
    """Return the tariffs as CSV with semicolons that `read_tariffs` reads back. No cell can be a formula.

    Every cell is a code, an amount or a day, and begins with a letter or digit.
    """
    rows = [
        (
            *(each.categorie, each.code, each.aanbieder or "", each.eenheid, money.plain_euros(each.bedrag)),
            *(each.vanaf.isoformat(), each.tot.isoformat() if each.tot else ""),
        )
        for each in tariffs
    ]
    return "".join(";".join(row) + "\r\n" for row in (COLUMNS, *rows))


def invalid_tariffs(faults: Sequence[Mapping[str, object]]) -> Invalid:
    """Return the refusal that names the first faults and counts the rest."""
    first, more = faults[:MAX_FAULTS_SHOWN], len(faults) - MAX_FAULTS_SHOWN
    text = "; ".join(f"{each['plaats']}: {each['melding']}" for each in first)
    rest = f"; en nog {more} {'fout' if more == 1 else 'fouten'}" if more > 0 else ""
    return Invalid(
        "tarieven-ongeldig",
        f"De tarieven zijn niet gewijzigd: {text}{rest}.",
        details={"fouten": [dict(each) for each in first], **({"meer": more} if more > 0 else {})},
    )


def _fault(line: int | None, column: str, melding: str, waarde: str = "") -> dict[str, object]:
    plaats = "het bestand" if line is None else f"regel {line}"
    fault: dict[str, object] = {"plaats": f"{plaats}, kolom {column}" if column else plaats, "melding": melding}
    return fault | ({"waarde": waarde} if waarde else {})


def _decode(data: bytes) -> tuple[str, str]:
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise invalid_tariffs([_fault(None, "", "is UTF-16; bewaar het als CSV in UTF-8")])
    data = data.removeprefix(codecs.BOM_UTF8)
    before = ""
    for charset, name in _CHARSETS:
        try:
            return data.decode(charset), name
        except UnicodeDecodeError as error:
            before = data[: error.start].decode(charset)
    line = csv_lines.line_at(before)
    raise invalid_tariffs([_fault(line, "", "bevat een teken van geen bekende tekenset; bewaar het als CSV in UTF-8")])


def _cell_faults(line: int, cells: Mapping[str, str]) -> Iterator[dict[str, object]]:
    for column in COLUMNS:
        value = cells[column]
        if not value:
            if column not in ("aanbieder", "tot"):
                yield _fault(line, column, "ontbreekt; vul in")
        elif melding := _cell_fault(column, value):
            yield _fault(line, column, f'"{value[:40]}" {melding}', value[:40])
    if not cells["categorie"] or not cells["code"]:
        return
    if not cells["code"].startswith(cells["categorie"]) and not _cell_fault("code", cells["code"]):
        yield _fault(
            line, "code", f'"{cells["code"]}" is niet van categorie {cells["categorie"]}; verbeter een van beide'
        )
    with_days = [_day_or_none(cells[name]) if not _cell_fault(name, cells[name]) else None for name in ("vanaf", "tot")]
    if with_days[0] and with_days[1] and with_days[1] < with_days[0]:
        yield _fault(line, "tot", f"{with_days[1]} ligt voor vanaf {with_days[0]}; kies een latere dag", cells["tot"])


def _cell_fault(column: str, value: str) -> str:
    """Return what is wrong with the value, and what to do (Dutch); "" when nothing is."""
    if column == "categorie" and not (len(value) == 2 and value.isascii() and value.isdigit()):
        return f"is geen productcategorie zoals 02. {_ZEROES}"
    if column == "code" and not (value.isascii() and value.isalnum() and len(value) <= _LONGEST_CODE):
        return "is geen productcode zoals 02A02; verbeter hem"
    if column == "aanbieder" and not agb_valid(value):
        return f"is geen AGB-code (acht cijfers). {_ZEROES}, of laat leeg voor elke aanbieder"
    if column == "eenheid" and codelists.meaning("LDT_Eenheid", value) is None:
        return f"is geen Eenheid; kies uit {', '.join(codelists.values('LDT_Eenheid'))}. {_ZEROES}"
    if column == "tarief":
        return _amount_fault(value)
    if column in ("vanaf", "tot") and value:
        try:
            exact.day(value)
        except ValueError:
            return "is geen datum als 2026-03-01; geef de kolom in Excel de opmaak jjjj-mm-dd"
    return ""


def _amount_fault(value: str) -> str:
    try:
        amount = money.cents(value)
    except ValueError:
        return "is geen bedrag in euro's; schrijf het als 1234,50"
    return "" if amount <= _MAX_CENTS else f"is te groot; hoogstens {money.plain_euros(_MAX_CENTS)} kan"


def _overlap_faults(lines: Sequence[TariffLine]) -> Iterator[dict[str, object]]:
    """Yield where two tariffs of one key share a day, so that two amounts would hold."""
    ordered = sorted(lines, key=lambda each: (each.tariff.key, each.tariff.vanaf))
    for first, second in pairwise(ordered):
        if first.tariff.key == second.tariff.key and second.tariff.vanaf <= (first.tariff.tot or date.max):
            yield _fault(
                second.line,
                "vanaf",
                f"op {second.tariff.vanaf} geldt voor {second.tariff.code} al het tarief van regel {first.line}; geef "
                "dat een tot, of kies een latere vanaf",
                second.tariff.vanaf.isoformat(),
            )


def _make_tariff(cells: Mapping[str, str]) -> Tariff:
    return Tariff(
        categorie=cells["categorie"],
        code=cells["code"],
        aanbieder=cells["aanbieder"] or None,
        eenheid=cells["eenheid"],
        bedrag=money.cents(cells["tarief"]),
        vanaf=exact.day(cells["vanaf"]),
        tot=_day_or_none(cells["tot"]),
    )


def _day_or_none(text: str) -> date | None:
    return exact.day(text) if text else None
