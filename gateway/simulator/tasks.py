"""Work that goes on beside other work, until it is over or the simulator stops."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

log = structlog.get_logger(__name__)


class Tasks:
    """The work of one party. What fails is logged, and stops nothing else."""

    def __init__(self) -> None:
        self._busy: set[asyncio.Task[None]] = set()

    @property
    def is_idle(self) -> bool:
        """True when nothing is under way."""
        return not self._busy

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this beside what else goes on."""
        task = asyncio.create_task(work)
        self._busy.add(task)
        task.add_done_callback(self._end)

    async def stop(self) -> None:
        """End all that is under way."""
        for task in list(self._busy):
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)

    def _end(self, task: "asyncio.Task[None]") -> None:
        self._busy.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("simulator.crashed", error=type(error).__name__)
