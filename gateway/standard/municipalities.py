"""The municipalities of the Netherlands, each with the days on which it exists (CBS, division of 2026).

Those that merged since 2021 are among them, for their care runs off under their own code. A merger to come is two rows
of data/gemeenten.csv: docs/operations.md says how.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

_FILE: Final = Path(__file__).with_name("data") / "gemeenten.csv"


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality."""

    code: str
    """Four digits."""
    naam: str
    vanaf: date | None
    """Its first day; None: before 2021."""
    tot: date | None
    """Its last day; None: it has none."""
    opvolgers: tuple[str, ...]
    """The codes of those that it went up in."""

    def exists_on(self, day: date) -> bool:
        """Return True when it exists on that day."""
        return (self.vanaf is None or self.vanaf <= day) and (self.tot is None or day <= self.tot)


def read_municipalities(file: Path) -> Mapping[str, Municipality]:
    """Return the municipalities in this file by code, in its order. Raises ValueError for a row that can't be."""
    with file.open(encoding="utf-8", newline="") as opened:
        found = {row["code"]: _municipality(row) for row in csv.DictReader(opened)}
    for each in found.values():
        if (each.tot is None) == bool(each.opvolgers) or not found.keys() >= set(each.opvolgers):
            raise ValueError(f"{file.name}: {each.code} has a last day and successors in the file, or neither")
    return MappingProxyType(found)


@cache
def list_municipalities() -> Mapping[str, Municipality]:
    """Return all municipalities since 2021 by code, also those that ended or are to come, in order of code."""
    return read_municipalities(_FILE)


def is_municipality(code: str, day: date) -> bool:
    """Return True when a municipality has this code on that day."""
    found = list_municipalities().get(code)
    return found is not None and found.exists_on(day)


def was_municipality(code: str) -> bool:
    """Return True for one of any day since 2021: care of those that ended runs off, those to come enrol before."""
    return code in list_municipalities()


def municipality_name(code: str) -> str | None:
    """Return the name of the municipality with this code, or None."""
    found = list_municipalities().get(code)
    return None if found is None else found.naam


def successors_text(code: str) -> str:
    """Return in Dutch until when a municipality exists that ended or will, and into which it merges; or ""."""
    found = list_municipalities().get(code)
    if found is None or found.tot is None:
        return ""
    others = " en ".join(f"{each} ({municipality_name(each)})" for each in found.opvolgers)
    return f"{code} ({found.naam}) bestaat tot en met {found.tot} en gaat op in {others}."


def _municipality(row: Mapping[str, str]) -> Municipality:
    vanaf, tot = (date.fromisoformat(row[name]) if row[name] else None for name in ("vanaf", "tot"))
    return Municipality(row["code"], row["naam"], vanaf, tot, tuple(row["opvolgers"].split()))
