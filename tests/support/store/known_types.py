"""What asyncpg asks of PostgreSQL about our own types, remembered from one connection to the next.

It asks three times for each new connection, which takes longer than all else a test needs. Types have the same numbers
in each copy of a template.
"""

from collections.abc import Iterable
from typing import Any

import asyncpg

_KNOWN: dict[tuple[Any, tuple[int, ...]], Any] = {}
_ask = asyncpg.Connection._introspect_types


async def _introspect_types(self: Any, typeoids: Iterable[int], within: float | None) -> Any:
    asked = (self._addr, tuple(sorted(typeoids)))
    if asked not in _KNOWN:
        _KNOWN[asked] = await _ask(self, asked[1], within)
    return _KNOWN[asked]


def remember_types() -> None:
    """From now on asyncpg asks about a type of a server once."""
    asyncpg.Connection._introspect_types = _introspect_types
