"""Made-up citizen service numbers: they start with 9999, as no real one does, and pass the eleven-test."""

from collections.abc import Iterator
from itertools import islice

from gateway.standard.identifiers import bsn_valid


def bsns(count: int) -> list[str]:
    """Return this many made-up BSNs, all different (at most some 9,000)."""
    return list(islice(_all(), count))


def _all() -> Iterator[str]:
    for number in range(100_000):
        text = f"9999{number:05d}"
        if bsn_valid(text):
            yield text
