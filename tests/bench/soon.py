"""How long callers wait who come at times of their own, at a lower rate than the highest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.bench.load import fire_in_time
from tests.bench.report import Row, at_most
from tests.bench.timing import spell

LOAD: Final = 0.7
"""Of the highest rate."""
CALLERS: Final = 96
"""So many wait for their answer at most, and more for their turn."""
_SOON: Final = 0.05


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds from when a request came up to its answer."""

    half_within: float
    nearly_all_within: float
    """99 in a hundred."""

    def __str__(self) -> str:
        return f"{spell(self.nearly_all_within)}, half within {spell(self.half_within)}"


async def waits(ports: Sequence[int], requests: Sequence[bytes], rate: float) -> Waits:
    """How long these had to wait, coming up at so many a second."""
    fired = await fire_in_time(ports, requests, CALLERS, rate)
    return Waits(fired.within(50), fired.within(99))


def soon(found: Waits, rate: float, *, having: str, beside: str = "") -> Row:
    """The row about what was found at this rate; `having` says with what, and `beside` what else there is to tell."""
    return at_most(
        1,
        what=f"99 % answered at {LOAD:.0%} of that rate, with {having}",
        against=f"{_SOON * 1e3:.0f} ms",
        ratio=found.nearly_all_within / _SOON,
        detail=f"{found}, at {rate:,.0f} a second, from when each came up{beside}",
    )
