"""Small plots: a bar for each hour, of parts that are stacked. Each says its numbers too, for who doesn't see it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.standard.calendar import DUTCH_TIME

WIDTH: Final = 400
HEIGHT: Final = 150
_TOP: Final = 16
_BOTTOM: Final = 22
"""Room for the hours below the bars."""
_BASE: Final = HEIGHT - _BOTTOM
_LEFT: Final = 44
"""Room for the highest number."""
_GAP: Final = 0.2
"""The part of the room of a bar that is left blank."""
_TICK_EVERY: Final = 6


@dataclass(frozen=True, slots=True)
class Part:
    """What is stacked: one number for each hour."""

    name: str
    """Such as "afgekeurd", in the text of each bar."""
    tone: str
    """goed, fout, let-op or rustig, as states are shown."""
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a bar, in points from the left and the top."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """The picture."""

    width: int
    height: int
    left: int
    base: int
    """Where the bars stand."""
    top: int
    most: int
    """The number that the highest bar stands for."""
    blocks: tuple[Block, ...]
    ticks: tuple[tuple[float, str], ...]


def draw(hours: Sequence[datetime], parts: Sequence[Part]) -> Plot | None:
    """Return the bars of these hours; None when each number is nought."""
    totals = [sum(numbers) for numbers in zip(*(part.numbers for part in parts), strict=True)]
    most = max(totals, default=0)
    if not most:
        return None
    room = (WIDTH - _LEFT) / len(hours)
    ticks = tuple(
        (round(_LEFT + room * (at + 0.5), 1), _clock(hour)) for at, hour in enumerate(hours) if at % _TICK_EVERY == 0
    )
    return Plot(WIDTH, HEIGHT, _LEFT, _BASE, _TOP, most, tuple(_blocks(hours, parts, most)), ticks)


def _blocks(hours: Sequence[datetime], parts: Sequence[Part], most: int) -> Iterator[Block]:
    room = (WIDTH - _LEFT) / len(hours)
    for at, hour in enumerate(hours):
        x, y = round(_LEFT + room * (at + _GAP / 2), 2), float(_BASE)
        for part in parts:
            height = (_BASE - _TOP) * part.numbers[at] / most
            if height:
                y -= height
                text = f"{_clock(hour)}: {part.numbers[at]} {part.name}"
                yield Block(x, round(y, 2), round(room * (1 - _GAP), 2), round(height, 2), part.tone, text)


def _clock(hour: datetime) -> str:
    return f"{hour.astimezone(DUTCH_TIME):%H:%M}"
