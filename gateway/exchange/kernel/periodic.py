"""Periodic work, beside the rest."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from gateway.store.db.database import UNAVAILABLE

PAUSE_S: Final = 60.0
"""Seconds between two rounds."""
DAY_S: Final = 24 * 60 * 60.0
_POLL_INTERVAL_S: Final = 0.5
"""Seconds between two calls of `stop`."""

log = structlog.get_logger(__name__)


async def repeat(
    what: str, work: Callable[[], Awaitable[object]], stop: Callable[[], bool], pause: float = PAUSE_S
) -> None:
    """Do the work again and again until `stop` returns True.

    A failing database is waited for. Another error is logged, and other work goes on.
    """
    loop = asyncio.get_running_loop()
    next_round = loop.time()
    while not stop():
        if loop.time() >= next_round:
            try:
                await work()
            except UNAVAILABLE as error:
                log.warning("periodic.postponed", work=what, error=type(error).__name__)
            except Exception as error:  # noqa: BLE001 - the deliveries go on, whatever happens here
                log.error("periodic.failed", work=what, error=type(error).__name__)
            next_round = loop.time() + pause
        await asyncio.sleep(min(pause, _POLL_INTERVAL_S))
