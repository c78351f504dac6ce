"""What the codes of the standard mean, in Dutch."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

_DATA: Final = Path(__file__).with_name("data")
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@cache
def _lists() -> Mapping[str, Mapping[str, str]]:
    lists: dict[str, dict[str, str]] = {}
    with (_DATA / "codelijsten.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lists.setdefault(row["type"], {})[row["code"]] = row["betekenis"]
    return {name: MappingProxyType(codes) for name, codes in lists.items()}


def types() -> tuple[str, ...]:
    """Return the datatypes that have a code list ("LDT_Eenheid")."""
    return tuple(_lists())


def values(type_name: str) -> Mapping[str, str]:
    """Return the meanings of a datatype by code, in the order of the schema; empty for a type without code list."""
    return _lists().get(type_name, _NONE)


def meaning(type_name: str, code: str) -> str | None:
    """Return what a code means: ("LDT_Eenheid", "14") gives "Etmaal"; None for an unknown type or code."""
    return values(type_name).get(code)
