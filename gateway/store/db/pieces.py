"""Many values in pieces: to encode or decode a piece takes the event loop some milliseconds, and then others go on."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

MAX_ROWS_AT_ONCE: Final = 250
"""Values that one statement looks up, and rows of a kind that it writes."""

Value = TypeVar("Value")


def pieces(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Yield the values in their order, at most `MAX_ROWS_AT_ONCE` at a time; nothing when there are none."""
    for at in range(0, len(values), MAX_ROWS_AT_ONCE):
        yield values[at : at + MAX_ROWS_AT_ONCE]
