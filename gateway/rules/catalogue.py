"""The official list of rules, as far as it is data: level 2 for all messages, higher ones for what is exchanged."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

_DATA: Final = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the standard's list says of a rule."""

    code: str
    level: int
    messages: frozenset[str]
    """All messages the rule applies to, also those that the gateway doesn't judge by it."""
    element: str
    """The elements it looks at."""
    retourcode: str


@cache
def catalogue() -> Mapping[str, Entry]:
    """Return the rules of the standard by code: level 2 for all messages, higher levels for what is exchanged."""
    return MappingProxyType(
        {
            row["code"]: Entry(
                code=row["code"],
                level=int(row["level"]),
                messages=frozenset(row["messages"].split()),
                element=row["element"],
                retourcode=row["retourcode"],
            )
            for row in _rows("catalogue.csv")
        }
    )


@cache
def not_implemented() -> Mapping[str, str]:
    """Return why the gateway leaves out a rule of the catalogue (Dutch), by code."""
    return MappingProxyType({row["code"]: row["reden"] for row in _rows("not_implemented.csv")})


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
