"""The statements that a connection carries out, for tests that bound what goes on at once."""

from collections.abc import Coroutine
from typing import Any

from asyncpg.connection import LoggedQuery

from gateway.store.db.database import Connection


async def rows_at_once(tx: Connection, work: Coroutine[Any, Any, Any]) -> list[int]:
    """Await the work; return for each statement on this connection the length of its longest array, 1 without any."""
    sizes: list[int] = []

    def look(query: LoggedQuery) -> None:
        sizes.append(max((len(each) for each in query.args if isinstance(each, list | tuple)), default=1))

    tx.add_query_logger(look)
    try:
        await work
    finally:
        tx.remove_query_logger(look)
    return sizes
