"""The municipalities of the Netherlands (CBS, division of 2026)."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

_FILE: Final = Path(__file__).with_name("data") / "gemeenten.csv"


@cache
def list_municipalities() -> Mapping[str, str]:
    """Return the names of all municipalities by code of four digits, in order of code."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["code"]: row["naam"] for row in csv.DictReader(file)})


def is_municipality(code: str) -> bool:
    """Return True when a municipality has this code of four digits."""
    return code in list_municipalities()


def municipality_name(code: str) -> str | None:
    """Return the name of the municipality with this code, or None."""
    return list_municipalities().get(code)
