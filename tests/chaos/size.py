"""How large the trials are: short in the suite, whole with `make chaos`."""

import os
from typing import Final

SHARE: Final = float(os.environ.get("CHAOS", "0"))
"""Which part of the whole trial to run (1: all of it); 0: the short one of the suite."""
SEED: Final = os.environ.get("CHAOS_SEED", "1")
"""Another seed, another course of events."""


def size(short: int, whole: int) -> int:
    """How many rounds to run."""
    return max(1, round(whole * SHARE)) if SHARE else short


def told(text: str) -> None:
    """The figures stand on the terminal, when it was for them that this was run."""
    if SHARE:
        os.write(2, f"\n{text}\n".encode())
