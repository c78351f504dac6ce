"""Older rows get what lists are chosen by and newer code writes along: in pieces, beside the other work of a worker."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import structlog

from gateway.exchange.kernel.gateway import Gateway
from gateway.store.care import client_names
from gateway.store.db.database import Connection
from gateway.store.ledger import aanvullingen, bevindingcodes
from gateway.store.ledger.aanvullingen import Filled, RowPlace

MAX_ROWS_PER_PIECE: Final = 500
"""Rows that one transaction looks at."""

_Fill = Callable[[Connection, RowPlace, int], Awaitable[Filled]]
_TASKS: Final[Mapping[str, _Fill]] = {
    "bevindingcodes": bevindingcodes.add_older,
    "clientnamen": client_names.add_older,
}

log = structlog.get_logger(__name__)


async def complete_older_rows(gateway: Gateway) -> None:
    """Fill in all that older rows lack. What is done stays done: broken off, it goes on where it was the next time.

    Another worker that is at a task is left to it. A row that can't be opened stays as it is; the log counts those.
    """
    for task, fill in _TASKS.items():
        rows = unreadable = 0
        done = False
        while (found := await _fill_piece(gateway, task, fill)) is not None:
            rows, unreadable = rows + found.rows, unreadable + found.unreadable
            done = found.last is None
        if done:
            log.info("older_rows.completed", task=task, rows=rows, unreadable=unreadable)


async def _fill_piece(gateway: Gateway, task: str, fill: _Fill) -> Filled | None:
    async with gateway.db.transaction() as tx:
        after = await aanvullingen.claim(tx, task)
        if after is None:
            return None
        found = await fill(tx, after, MAX_ROWS_PER_PIECE)
        await aanvullingen.save(tx, task, found.last)
    return found
