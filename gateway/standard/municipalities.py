"""The municipalities of the Netherlands (CBS, division of 2026), and those that merged since 2021."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

_DATA: Final = Path(__file__).with_name("data")
_FILE: Final = _DATA / "gemeenten.csv"
_ENDED: Final = _DATA / "opgeheven.csv"


@cache
def list_municipalities() -> Mapping[str, str]:
    """Return the names of all municipalities by code of four digits, in order of code."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["code"]: row["naam"] for row in csv.DictReader(file)})


def is_municipality(code: str) -> bool:
    """Return True when a municipality has this code of four digits."""
    return code in list_municipalities()


@cache
def list_ended() -> Mapping[str, date]:
    """Return the municipalities that ended since 2021, each with its last day."""
    with _ENDED.open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["code"]: date.fromisoformat(row["tot"]) for row in csv.DictReader(file)})


def was_municipality(code: str) -> bool:
    """Return True for a municipality, and for one that merged into another since 2021: its care runs off."""
    return is_municipality(code) or code in list_ended()


def municipality_name(code: str) -> str | None:
    """Return the name of the municipality with this code, or None."""
    return list_municipalities().get(code)
