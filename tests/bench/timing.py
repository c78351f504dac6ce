"""Two pieces of work timed in turns, so that other load on the machine weighs on both alike."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Compared:
    """The outcome, from the median of all turns."""

    ratio: float
    """Of each turn by itself, then the median: a hiccup spoils one turn."""
    seconds: float
    """That one call of the work takes."""
    floor: float
    """That one call of the floor takes."""


def compare(work: Work, floor: Work, turns: int, *, floor_calls: int = 1) -> Compared:
    """Return how many times as long one call of `work` takes as one of `floor`, which runs so often each turn."""
    work(), floor()
    with no_garbage_collection():
        pairs = [(once(work), once(floor, floor_calls)) for _ in range(turns)]
    return Compared(
        median(above / below for above, below in pairs),
        median(above for above, _ in pairs),
        median(below for _, below in pairs),
    )


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Switch garbage collection off for the block; cycles that it keeps alive keep their memory."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def once(work: Work, calls: int = 1) -> float:
    """Return the seconds that one call takes, over this many calls."""
    begin = perf_counter()
    for _ in range(calls):
        work()
    return (perf_counter() - begin) / calls


def best(work: Work, turns: int) -> float:
    """Return the seconds of the quickest of this many calls, after one that doesn't count."""
    work()
    return min(once(work) for _ in range(turns))


def spell(seconds: float) -> str:
    """Return a duration as a person reads it."""
    if seconds < 1e-3:
        return f"{seconds * 1e6:.1f} µs"
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
