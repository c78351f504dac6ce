"""How far a long piece of work is: who does it counts, and who waits for it may look."""

from dataclasses import dataclass


@dataclass(slots=True)
class Advance:
    """How much is done, and of how much."""

    done: int = 0
    total: int | None = None
    """None: nobody knows."""
