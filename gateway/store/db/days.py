"""Dates between Python and PostgreSQL: each day as that very day, also the first and the last that Python knows.

Left to itself asyncpg writes `date.max` and `date.min` as the 'infinity' and '-infinity' of PostgreSQL, which are no
days to anyone who reads them as text, and which sort otherwise than the day does.
"""

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import asyncpg
    from asyncpg.pool import PoolConnectionProxy

_EPOCH: Final = date(2000, 1, 1).toordinal()
"""The day from which PostgreSQL counts."""
_FIRST: Final = date.min.toordinal()
_LAST: Final = date.max.toordinal()
_INFINITE: Final = {"infinity": date.max, "-infinity": date.min}


async def set_codec(connection: "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]") -> None:
    """Make this connection write and read dates as this module does."""
    await connection.set_type_codec("date", schema="pg_catalog", encoder=encode, decoder=decode, format="tuple")


def encode(day: date) -> tuple[int]:
    """Return the day as PostgreSQL counts it. Raises TypeError for what is no date."""
    return (date.toordinal(day) - _EPOCH,)


def decode(kept: tuple[int]) -> date:
    """Return the day; the infinities, and whatever lies beyond the calendar of Python, as its last or first day."""
    return date.fromordinal(min(max(kept[0] + _EPOCH, _FIRST), _LAST))


def from_json(text: str) -> date:
    """Return the day that PostgreSQL wrote in JSON; its infinities as the last or first day of Python."""
    return _INFINITE.get(text) or date.fromisoformat(text)


def from_json_or_none(text: str | None) -> date | None:
    """Return the day as `from_json` does, or None for null."""
    return None if text is None else from_json(text)
