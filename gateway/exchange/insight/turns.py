"""Turns for counting: each count reads all care of a region, and messages go on meanwhile."""

import asyncio
from contextlib import AbstractAsyncContextManager
from typing import Final

MAX_COUNTS_AT_ONCE: Final = 1


class CountingTurns:
    """The turns of one process."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(MAX_COUNTS_AT_ONCE)

    def turn(self) -> AbstractAsyncContextManager[None]:
        """Run the block when it may count."""
        return self._free
