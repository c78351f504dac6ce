"""Registers as CSV that spreadsheets make: read in one way, or refused with every fault, its line and column."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from gateway.exchange.kernel.refusals import Invalid
from gateway.standard import exact, money
from gateway.standard.files import csv_lines
from gateway.standard.files.csv_lines import Row

MAX_FAULTS_SHOWN: Final = 50
"""How many faults a refusal writes out; it counts the rest."""
MAX_LINES: Final = 20_000
ZEROES: Final = "Excel laat voorloopnullen weg; maak er een kolom met tekst van"
_MAX_NAME_CHARS: Final = 40
_CHARSETS: Final = (("utf-8", "UTF-8"), ("cp1252", "windows-1252"))

ALine = TypeVar("ALine")
Fault = Mapping[str, object]
"""What is wrong (Dutch), as JSON: `plaats`, `melding` and, of a cell, its `waarde`."""


@dataclass(frozen=True, slots=True)
class Register:
    """The form of a register in a file, and how its refusal begins."""

    code: str
    """Code of the refusal: "tarieven-ongeldig"."""
    unchanged: str
    """Dutch: "De tarieven zijn niet gewijzigd"."""
    columns: tuple[str, ...]
    """In the order in which they are written; a file may have them in any order."""
    optional: frozenset[str] = frozenset()
    """Those that a file may leave out: their cells are empty."""

    def refusal(self, faults: Sequence[Fault]) -> Invalid:
        """Return the refusal that names the first faults and counts the rest."""
        first, more = faults[:MAX_FAULTS_SHOWN], len(faults) - MAX_FAULTS_SHOWN
        text = "; ".join(f"{each['plaats']}: {each['melding']}" for each in first)
        rest = f"; en nog {more} {'fout' if more == 1 else 'fouten'}" if more > 0 else ""
        return Invalid(
            self.code,
            f"{self.unchanged}: {text}{rest}.",
            details={"fouten": [dict(each) for each in first], **({"meer": more} if more > 0 else {})},
        )


@dataclass(frozen=True, slots=True)
class CsvLine:
    """A line of the file; cells that it lacks are empty."""

    number: int
    """From 1."""
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The lines of a file, those that can't be read as faults, and the way in which it was read."""

    lines: Sequence[CsvLine]
    faults: Sequence[Fault]
    tekenset: str
    scheiding: str


@dataclass(frozen=True, slots=True)
class RegisterFile(Generic[ALine]):
    """The lines of a file, and the way in which it was read."""

    lines: tuple[ALine, ...]
    tekenset: str
    scheiding: str


def read_register(
    data: bytes,
    register: Register,
    faults_of: Callable[[CsvLine], Iterable[Fault]],
    make: Callable[[CsvLine], ALine],
    faults_between: Callable[[Sequence[ALine]], Iterable[Fault]] = lambda _lines: (),
) -> RegisterFile[ALine]:
    """Return the file with what `make` makes of each line; its charset and separator are found out.

    `faults_of` finds what is wrong with a line, and `faults_between` with lines that are each in order. Raises Invalid
    with all faults.
    """
    table = read_table(data, register)
    lines: list[ALine] = []
    faults = list(table.faults)
    for line in table.lines:
        found = list(faults_of(line))
        faults += found
        if not found:
            lines.append(make(line))
    faults += faults_between(lines)
    if faults:
        raise register.refusal(faults)
    return RegisterFile(tuple(lines), table.tekenset, table.scheiding)


def write_register(table: Sequence[Sequence[str]]) -> str:
    """Return the rows of a register as CSV that `read_register` reads back."""
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows(table)
    return file.getvalue()


def read_table(data: bytes, register: Register) -> CsvTable:
    """Return the lines of a CSV file; its charset (UTF-8 or windows-1252) and separator are found out.

    Empty lines don't count. Raises Invalid when it isn't a file of this register at all.
    """
    text, tekenset = _decode(data, register)
    separator, rows = csv_lines.rows(text)
    names = _read_header(next(rows, None), separator, register)
    lines: list[CsvLine] = []
    faults: list[Fault] = []
    for row in rows:
        cells = [each.strip() for each in row.cells]
        if row.fault:
            faults.append(fault(f"regel {row.line}", row.fault))
        elif any(cells[len(names) :]):
            faults.append(fault(f"regel {row.line}", f"heeft meer dan {len(names)} kolommen"))
        elif any(cells):
            empty = dict.fromkeys(register.columns, "")
            lines.append(CsvLine(row.line, empty | dict(zip(names, cells, strict=False))))
    if len(lines) > MAX_LINES:
        faults.append(fault("het bestand", f"heeft {len(lines)} regels; hoogstens {MAX_LINES} kan"))
    return CsvTable(lines, faults, tekenset, {"\t": "tab"}.get(separator, separator))


def _read_header(header: Row | None, separator: str, register: Register) -> list[str]:
    names = [each.strip().lower() for each in header.cells] if header is not None else []
    while names and not names[-1]:
        names.pop()
    if header is not None and not header.fault and _are_columns(names, register):
        return names
    place = "het bestand" if header is None else f"regel {header.line}"
    reason = "is leeg" if header is None else header.fault or _wrong_columns(names, register)
    spare = [each for each in register.columns if each in register.optional]
    may = f" ({', '.join(spare)} mogen ontbreken)" if spare else ""
    rest = "" if header is not None and header.fault else f"; de kolommen zijn {', '.join(register.columns)}{may}"
    raise register.refusal([fault(place, f"{reason}{rest}", separator.join(names)[:200])])


def _wrong_columns(names: Sequence[str], register: Register) -> str:
    """Return what is wrong with the names of columns (Dutch): which are missing, double or unknown."""
    if not set(names) & set(register.columns):
        return "noemt de kolommen niet"
    missing = [each for each in register.columns if each not in names and each not in register.optional]
    double = [each for each in register.columns if names.count(each) > 1]
    unknown = [f'"{each[:_MAX_NAME_CHARS]}"' for each in names if each not in register.columns]
    found = (
        (missing, "ontbreekt", "ontbreken"),
        (double, "staat er meer dan eens", "staan er meer dan eens"),
        (unknown, "is er geen van", "zijn er geen van"),
    )
    return "; ".join(f"{', '.join(each)} {one if len(each) == 1 else more}" for each, one, more in found if each)


def _are_columns(names: Sequence[str], register: Register) -> bool:
    left_out = set(register.columns) - set(names)
    return len(set(names)) == len(names) and set(names) <= set(register.columns) and left_out <= register.optional


def _decode(data: bytes, register: Register) -> tuple[str, str]:
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise register.refusal([fault("het bestand", "is UTF-16; bewaar het als CSV in UTF-8")])
    data = data.removeprefix(codecs.BOM_UTF8)
    before = ""
    for charset, name in _CHARSETS:
        try:
            return data.decode(charset), name
        except UnicodeDecodeError as error:
            before = data[: error.start].decode(charset)
    line = csv_lines.line_at(before)
    raise register.refusal(
        [fault(f"regel {line}", "bevat een teken van geen bekende tekenset; bewaar het als CSV in UTF-8")]
    )


def fault(place: str, melding: str, waarde: str = "") -> Fault:
    """Return the fault at this place, with the value when there is one."""
    return {"plaats": place, "melding": melding} | ({"waarde": waarde} if waarde else {})


def cell_fault(line: CsvLine, column: str, melding: str) -> Fault:
    """Return the fault of a cell: what is wrong with its value, or that it is missing."""
    value = line.cells[column][:40]
    return fault(f"regel {line.number}, kolom {column}", f'"{value}" {melding}' if value else melding, value)


def missing_faults(line: CsvLine, columns: Sequence[str]) -> Iterator[Fault]:
    """Yield a fault for each of these cells that is empty."""
    return (cell_fault(line, each, "ontbreekt; vul in") for each in columns if not line.cells[each])


def day_faults(line: CsvLine) -> Iterator[Fault]:
    """Yield what is wrong with the cells `vanaf` and `tot`; empty ones are no fault."""
    days: list[date] = []
    for column in ("vanaf", "tot"):
        if value := line.cells[column]:
            try:
                days.append(exact.day(value))
            except ValueError:
                melding = "is geen datum als 2026-03-01; geef de kolom in Excel de opmaak jjjj-mm-dd"
                yield cell_fault(line, column, melding)
    if len(days) == 2 and days[1] < days[0]:
        yield cell_fault(line, "tot", f"ligt voor vanaf {days[0]}; kies een latere dag")


def amount_faults(line: CsvLine, column: str, most: int) -> Iterator[Fault]:
    """Yield what is wrong with a cell that holds euros, at most `most` cents; an empty one is no fault."""
    if not line.cells[column]:
        return
    try:
        amount = money.cents(line.cells[column])
    except ValueError as error:
        yield cell_fault(line, column, f"{error}; schrijf het als 1234,50")
        return
    if amount > most:
        yield cell_fault(line, column, f"is te groot; hoogstens {money.plain_euros(most)} kan")


def day_or_none(text: str) -> date | None:
    """Return the day in a cell that has no fault; None when it is empty."""
    return exact.day(text) if text else None
