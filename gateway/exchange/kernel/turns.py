"""Turns for large messages: judged all at once they would take the memory of the machine."""

import asyncio
import gc
from collections import deque
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Final

LARGE_BYTES: Final = 1024 * 1024
"""A message of more bytes waits for its turn; as a tree and as objects it takes some ten times as much."""
MAX_LARGE_AT_ONCE: Final = 2


class LargeTurns:
    """The turns of one process, which go round the callers: who sends sixty at once keeps no other waiting for them.

    Those who wait hold their bytes only, of which the gate keeps account.
    """

    def __init__(self) -> None:
        self._free = MAX_LARGE_AT_ONCE
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}
        """What waits of each caller; the first caller is the next."""

    def turn(self, size: int, whose: str) -> AbstractAsyncContextManager[None]:
        """Run the block when this caller's message of so many bytes may be judged: at once for one that isn't large."""
        return nullcontext() if size <= LARGE_BYTES else self._turn(whose)

    @asynccontextmanager
    async def _turn(self, whose: str) -> AsyncIterator[None]:
        """Take a turn for the block, in which the garbage collector rests.

        It would go through all of the message's objects, none of them garbage, in one go of a hundred milliseconds. It
        runs again when any turn ends: large messages that come in without a pause don't keep it away.
        """
        await self._take(whose)
        gc.disable()
        try:
            yield
        finally:
            gc.enable()
            self._pass_on()

    async def _take(self, whose: str) -> None:
        if self._free:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(whose, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it came at the same moment
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        """Give the turn to the next caller, who then goes to the end of the row."""
        while self._waiting:
            whose = next(iter(self._waiting))
            waiting = self._waiting.pop(whose)
            turn = waiting.popleft()
            if waiting:
                self._waiting[whose] = waiting
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
