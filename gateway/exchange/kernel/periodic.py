"""Work that is done again and again beside the rest."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from gateway.store.db.database import UNAVAILABLE

PAUSE: Final = 60.0
"""Seconds between two rounds."""
DAY: Final = 24 * 60 * 60.0
_LOOK: Final = 0.5
"""Seconds between two looks at whether to stop."""

log = structlog.get_logger(__name__)


async def repeat(
    what: str, work: Callable[[], Awaitable[object]], stop: Callable[[], bool], pause: float = PAUSE
) -> None:
    """The work was done again and again until `stop` said so.

    A failing database is waited for, and what nobody foresaw is told and keeps nothing else from its turn.
    """
    loop = asyncio.get_running_loop()
    again = loop.time()
    while not stop():
        if loop.time() >= again:
            try:
                await work()
            except UNAVAILABLE as error:
                log.warning("periodic.postponed", work=what, error=type(error).__name__)
            except Exception as error:  # noqa: BLE001 - the deliveries go on, whatever happens here
                log.error("periodic.failed", work=what, error=type(error).__name__)
            again = loop.time() + pause
        await asyncio.sleep(min(pause, _LOOK))
