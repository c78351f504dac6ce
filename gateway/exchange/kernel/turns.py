"""Turns for large messages: judged all at once they would take the memory of the machine."""

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Final

LARGE_BYTES: Final = 1024 * 1024
"""A message of more bytes waits for its turn; as a tree and as objects it takes some ten times as much."""
MAX_LARGE_AT_ONCE: Final = 2


class LargeTurns:
    """The turns of one process. Those who wait hold their bytes only, of which the gate keeps account."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(MAX_LARGE_AT_ONCE)

    def turn(self, size: int) -> AbstractAsyncContextManager[None]:
        """Run the block when a message of this many bytes may be judged: at once for one that isn't large."""
        return nullcontext() if size <= LARGE_BYTES else self._free
