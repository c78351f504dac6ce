"""Files of tariffs: read as `register_csv` reads, and written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gateway.exchange.assigning.registers.comparison import overlaps
from gateway.exchange.assigning.registers.register_csv import (
    ZEROES,
    CsvLine,
    Fault,
    Register,
    RegisterFile,
    amount_faults,
    cell_fault,
    day_faults,
    day_or_none,
    fault,
    missing_faults,
    read_register,
    write_register,
)
from gateway.policy.tariffs import EUROS, Tariff
from gateway.standard import codelists, exact, money
from gateway.standard.identifiers import agb_valid

REGISTER: Final = Register(
    "tarieven-ongeldig",
    "De tarieven zijn niet gewijzigd",
    ("categorie", "code", "aanbieder", "eenheid", "tarief", "vanaf", "tot"),
)
"""Cells of `aanbieder` (all providers) and `tot` (no end) may be empty."""

_MAX_CENTS: Final = 99_999_999
_LONGEST_CODE: Final = 5


@dataclass(frozen=True, slots=True)
class TariffLine:
    """A tariff with the line that it stands on, from 1."""

    line: int
    tariff: Tariff

    def place_of(self, column: str) -> str:
        """Return the place of one of its values: "regel 4, kolom code"."""
        return f"regel {self.line}, kolom {column}"


def read_tariffs(data: bytes) -> RegisterFile[TariffLine]:
    """Return the tariffs in a CSV file; its charset and separator are found out.

    Raises Invalid with the faults, among them tariffs of one product whose periods share a day. Whether there is such a
    product is for `tariffs` to say.
    """
    return read_register(data, REGISTER, _faults, _make_line, _overlap_faults)


def write_tariffs(tariffs: Sequence[Tariff]) -> str:
    """Return the tariffs as CSV with semicolons that `read_tariffs` reads back. No cell can be a formula.

    Every cell is a code, an amount or a day, and begins with a letter or digit.
    """
    return write_register(tariff_table(tariffs))


def tariff_table(tariffs: Sequence[Tariff]) -> list[tuple[str, ...]]:
    """Return the tariffs as rows of cells, the names of the columns first."""
    rows = [
        (
            *(each.categorie, each.code, each.aanbieder or "", each.eenheid, money.plain_euros(each.bedrag)),
            *(each.vanaf.isoformat(), each.tot.isoformat() if each.tot else ""),
        )
        for each in tariffs
    ]
    return [REGISTER.columns, *rows]


def _faults(line: CsvLine) -> Iterator[Fault]:
    yield from missing_faults(line, ("categorie", "code", "eenheid", "tarief", "vanaf"))
    for column in ("categorie", "code", "aanbieder", "eenheid"):
        value = line.cells[column]
        if value and (melding := _code_fault(column, value)):
            yield cell_fault(line, column, melding)
    yield from amount_faults(line, "tarief", _MAX_CENTS)
    categorie, code = line.cells["categorie"], line.cells["code"]
    are_codes = categorie and code and not (_code_fault("categorie", categorie) or _code_fault("code", code))
    if are_codes and not code.startswith(categorie):
        yield cell_fault(line, "code", f"is niet van categorie {categorie}; verbeter een van beide")
    yield from day_faults(line)


def _code_fault(column: str, value: str) -> str:
    """Return what is wrong with the code, and what to do (Dutch); "" when nothing is."""
    if column == "categorie" and codelists.meaning("LDT_ProductCategorie", value) is None:
        return f"is geen productcategorie zoals 02. {ZEROES}"
    if column == "code" and not (value.isascii() and value.isalnum() and len(value) <= _LONGEST_CODE):
        return "is geen productcode zoals 02A02; verbeter hem"
    if column == "aanbieder" and not agb_valid(value):
        return f"is geen AGB-code (acht cijfers). {ZEROES}, of laat leeg voor elke aanbieder"
    if column == "eenheid" and value in EUROS:
        return "is euro's, en daarvan is er geen tarief (CD087); laat de regel weg"
    if column == "eenheid" and codelists.meaning("LDT_Eenheid", value) is None:
        units = (each for each in codelists.values("LDT_Eenheid") if each not in EUROS)
        return f"is geen Eenheid; kies uit {', '.join(units)}. {ZEROES}"
    return ""


def _overlap_faults(lines: Sequence[TariffLine]) -> Iterator[Fault]:
    """Yield where two tariffs of one key share a day, so that two amounts would hold."""
    for first, second in overlaps(lines, lambda line: line.tariff):
        tariff = second.tariff
        yield fault(
            second.place_of("vanaf"),
            f"op {tariff.vanaf} geldt voor {tariff.code} al het tarief van regel {first.line}; geef dat een tot, of "
            "kies een latere vanaf",
            tariff.vanaf.isoformat(),
        )


def _make_line(line: CsvLine) -> TariffLine:
    cells = line.cells
    tariff = Tariff(
        categorie=cells["categorie"],
        code=cells["code"],
        aanbieder=cells["aanbieder"] or None,
        eenheid=cells["eenheid"],
        bedrag=money.cents(cells["tarief"]),
        vanaf=exact.day(cells["vanaf"]),
        tot=day_or_none(cells["tot"]),
    )
    return TariffLine(line.number, tariff)
