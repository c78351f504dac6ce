"""Turns for large messages: judged all at once they would take the memory of the machine."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Concatenate, Final, ParamSpec, TypeVar

from gateway.exchange.kernel.gateway import Gateway

LARGE_BYTES: Final = 1024 * 1024
"""A message of more bytes waits for its turn; as a tree and as objects it takes some ten times as much."""
MAX_LARGE_AT_ONCE: Final = 2

P = ParamSpec("P")
T = TypeVar("T")


async def beside(
    gateway: Gateway,
    size: int,
    work: Callable[Concatenate[Gateway, P], Awaitable[T]],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Return what `work` gives about a message of so many bytes: of a large one in a process beside this one, if any.

    Python carries out one thread at a time: what is judged in a thread keeps each other caller waiting time and again.
    """
    if gateway.aside is not None and goes_beside(gateway, size):
        return await gateway.aside.run(work, *args, **kwargs)
    return await work(gateway, *args, **kwargs)


def goes_beside(gateway: Gateway, size: int) -> bool:
    """Return True when `beside` hands work about so many bytes to another process."""
    return size > LARGE_BYTES and gateway.aside is not None


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
        await self._take(whose)
        try:
            yield
        finally:
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
