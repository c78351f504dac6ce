"""A client who died or moved away, as a provider reported it with the reason of a final stop: all care ends with it."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from gateway.policy.care_file import Care

DEPARTURES: Final[Mapping[str, str]] = MappingProxyType({"02": "is overleden", "31": "is verhuisd"})
"""What each RedenBeeindiging says of the client (Dutch)."""


def departure(all_care: Iterable[Care]) -> Care | None:
    """Return the care whose final stop says that the client died or moved away, the earliest; None when none does."""
    gone = [each for each in all_care if each.gestopt_op is not None and each.reden_beeindiging in DEPARTURES]
    return min(gone, key=lambda each: (each.last_day, each.nummer or 0), default=None)
