"""Calls that may hang in the system, such as one to a name server or a disk: each in a thread that may be left behind.

The threads of asyncio are few and shared by all, and the process waits for them at its end. These are bounded by what
they wait for, so that one that hangs holds up nothing else, and the end of the process doesn't wait for them.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final, TypeVar

T = TypeVar("T")
PATIENCE_S: Final = 5.0
"""Seconds that a call waits for others that keep it from starting, since the oldest of those began."""


class Hanging(Exception):
    """As many calls as may wait for something wait for it already, and the oldest has done so for too long."""


class HangingCalls:
    """Runs calls in threads, so many at a time for each key: the name of what a call may hang on."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._running: dict[str, dict[asyncio.Future[Any], float]] = {}

    async def run(self, bounds: Mapping[str, int], work: Callable[..., T], *args: object) -> T:
        """Return the result of `work(*args)`, which goes on when the caller is cancelled; raise what it raises.

        `bounds`: how many calls may run at a time, for each key that this one counts under. Raises Hanging instead of
        waiting behind a call that has run for `PATIENCE_S` seconds.
        """
        while full := next((key for key, most in bounds.items() if len(self._running.get(key, ())) >= most), None):
            running = self._running[full]
            patience = min(running.values()) + PATIENCE_S - time.monotonic()
            if patience <= 0:
                raise Hanging(full)
            await asyncio.wait(running, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        future = self._start(work, args)
        for key in bounds:
            self._running.setdefault(key, {})[future] = time.monotonic()
        future.add_done_callback(lambda done: self._forget(done, list(bounds)))
        return await asyncio.shield(future)

    def _start(self, work: Callable[..., T], args: tuple[object, ...]) -> "asyncio.Future[T]":
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def tell(how: Callable[[Any], None], outcome: object) -> None:
            with suppress(RuntimeError):  # the loop was closed meanwhile
                loop.call_soon_threadsafe(lambda: None if future.done() else how(outcome))

        def call() -> None:
            try:
                result = work(*args)
            except Exception as error:  # noqa: BLE001 - whatever it is, the caller gets it
                tell(future.set_exception, error)
            else:
                tell(future.set_result, result)

        threading.Thread(target=call, name=self._name, daemon=True).start()
        return future

    def _forget(self, done: "asyncio.Future[Any]", keys: list[str]) -> None:
        if not done.cancelled():
            done.exception()  # seen, also when the caller has left
        for key in keys:
            running = self._running[key]
            running.pop(done)
            if not running:
                del self._running[key]
