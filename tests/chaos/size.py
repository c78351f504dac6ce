"""Size of the trials: short in the suite, whole with `make chaos`."""

import os
from typing import Final

SHARE: Final = float(os.environ.get("CHAOS", "0"))
"""The part of the whole trial to run (1: all of it); 0: the short trial of the suite."""
SEED: Final = os.environ.get("CHAOS_SEED", "1")
"""Seed of the course of events."""
TIMEOUT_S: Final = 7200 if SHARE else 300
"""After so long a trial is given up. Nothing else in it goes by the clock: on a busy machine all takes longer."""
FIGURES: Final[list[str]] = []
"""Lines for the end of the report."""


def size(short: int, whole: int) -> int:
    """Return how many rounds to run."""
    return max(1, round(whole * SHARE)) if SHARE else short


def told(text: str) -> None:
    """Keep the figures for the end of the report, when the whole trial runs."""
    if SHARE:
        FIGURES.append(text)
