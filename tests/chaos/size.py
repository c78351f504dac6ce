"""How large the trials are: short in the suite, whole with `make chaos`."""

import os
from typing import Final

SHARE: Final = float(os.environ.get("CHAOS", "0"))
"""Which part of the whole trial to run (1: all of it); 0: the short one of the suite."""
SEED: Final = os.environ.get("CHAOS_SEED", "1")
"""Another seed, another course of events."""
FIGURES: Final[list[str]] = []
"""What there is to tell at the end."""


def size(short: int, whole: int) -> int:
    """How many rounds to run."""
    return max(1, round(whole * SHARE)) if SHARE else short


def told(text: str) -> None:
    """The figures stand at the end of the report, when it was for them that this was run."""
    if SHARE:
        FIGURES.append(text)
