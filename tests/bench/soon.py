"""Waiting times of callers that come at times of their own, at a lower rate than the highest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.bench.load import fire_in_time
from tests.bench.report import Row, at_most
from tests.bench.timing import spell

SHARE_OF_RATE: Final = 0.7
"""Share of the highest rate."""
MAX_CALLERS: Final = 96
"""Callers that wait for an answer at most; more wait for their turn."""
_SOON_S: Final = 0.03


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds from when a request came up to its answer."""

    half_within: float
    nearly_all_within: float
    """99 in a hundred."""

    def __str__(self) -> str:
        return f"{spell(self.nearly_all_within)}, half within {spell(self.half_within)}"


async def waits(ports: Sequence[int], requests: Sequence[bytes], rate: float) -> Waits:
    """Return how long these requests waited, coming up at this many a second."""
    fired = await fire_in_time(ports, requests, MAX_CALLERS, rate)
    return Waits(fired.within(50), fired.within(99))


def soon(found: Waits, rate: float, *, having: str, beside: str = "") -> Row:
    """Return the row about the waits at this rate; `having` and `beside` are told along."""
    return at_most(
        1,
        what=f"99 % answered at {SHARE_OF_RATE:.0%} of that rate, with {having}",
        against=f"{_SOON_S * 1e3:.0f} ms",
        ratio=found.nearly_all_within / _SOON_S,
        detail=f"{found}, at {rate:,.0f} a second, from when each came up{beside}",
    )
