"""Files of contracts: read as `register_csv` reads, and written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gateway.exchange.assigning.registers.register_csv import (
    CsvLine,
    Fault,
    Register,
    RegisterFile,
    amount_faults,
    day_faults,
    day_or_none,
    missing_faults,
    read_register,
    write_register,
)
from gateway.policy.care_file import Contract
from gateway.standard import exact, money

REGISTER: Final = Register(
    "contracten-ongeldig",
    "Het register van contracten is niet gewijzigd",
    ("aanbieder", "segment", "product", "soort", "plafond", "vanaf", "tot"),
    optional=frozenset({"product", "plafond"}),
)
"""Cells of `product` (all of the segment), `soort`, `plafond` (none) and `tot` (no end) may be empty."""

MAX_CEILING: Final = 99_999_999_999
"""Cents."""


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract that was handed in, with its place there."""

    plaats: str
    """In Dutch, for the refusal: "regel 4"; in a request "contracten.3"."""
    contract: Contract

    def place_of(self, column: str) -> str:
        """Return the place of one of its values: "regel 4, kolom tot" or "contracten.3.tot"."""
        return f"{self.plaats}, kolom {column}" if " " in self.plaats else f"{self.plaats}.{column}"


def read_contracts(data: bytes) -> RegisterFile[ContractLine]:
    """Return the contracts in a CSV file; its charset and separator are found out.

    Raises Invalid with the faults. Whether the policy knows what they name is for `contracts` to say.
    """
    return read_register(data, REGISTER, _faults, _make_line)


def write_contracts(contracts: Sequence[Contract]) -> str:
    """Return the contracts as CSV with semicolons that `read_contracts` reads back.

    Every cell is a code, a day, an amount, or a name that the region's policy knows.
    """
    return write_register(contract_table(contracts))


def contract_table(contracts: Sequence[Contract]) -> list[tuple[str, ...]]:
    """Return the contracts as rows of cells, the names of the columns first."""
    rows = [
        (
            *(each.aanbieder, each.segment, each.product or "", each.soort or ""),
            "" if each.plafond is None else money.plain_euros(each.plafond),
            *(each.vanaf.isoformat(), each.tot.isoformat() if each.tot else ""),
        )
        for each in contracts
    ]
    return [REGISTER.columns, *rows]


def _faults(line: CsvLine) -> Iterator[Fault]:
    yield from missing_faults(line, ("aanbieder", "segment", "vanaf"))
    yield from amount_faults(line, "plafond", MAX_CEILING)
    yield from day_faults(line)


def _make_line(line: CsvLine) -> ContractLine:
    cells = line.cells
    contract = Contract(
        aanbieder=cells["aanbieder"],
        segment=cells["segment"],
        product=cells["product"] or None,
        soort=cells["soort"] or None,
        plafond=money.cents(cells["plafond"]) if cells["plafond"] else None,
        vanaf=exact.day(cells["vanaf"]),
        tot=day_or_none(cells["tot"]),
    )
    return ContractLine(f"regel {line.number}", contract)
