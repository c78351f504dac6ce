"""Connect to that one of several servers that can be written to, however the others fail to answer."""

import asyncio
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

import asyncpg

from gateway.store.db.fault_table import DatabaseUnavailable
from gateway.store.db.servers.address import demand_of, list_servers

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

_HEAD_START_S: Final = 0.5
"""Seconds in which the server that was the right one the last time may answer before all others are asked."""
_ATTEMPT_S: Final = 5.0
"""Seconds to wait for one server: one that stands still accepts a connection and then says nothing."""
_PRIMARY: Final = "primary"
"""What is asked of one of several servers: no standby. One where somebody turned writing off can still be read."""
_WRITES: Final = (_PRIMARY, "read-write")

WAIT_FOR_STANDBY: Final = "select pg_logical_emit_message(true, 'gateway', '')"
"""Writes to the log of the database and waits, where it waits for a standby, until that has all that came before it.

A server that crashed and started again shows what it had written itself, though no standby may have it yet. A session
that told somebody so would confirm what a failover takes back.
"""


class NoServerWrites(DatabaseUnavailable):
    """None of the servers in the address can be written to now; during a failover that passes."""


class Servers:
    """The servers of one address, which of them was the right one, and the connections to each."""

    def __init__(self, dsn: str) -> None:
        """Read the address. Raises ValueError unless it is one."""
        self.dsn = dsn
        self._demand = demand_of(dsn) or _PRIMARY
        self._servers = list_servers(dsn)
        self._last = 0
        self._ready: list[Connection] = []
        self._connections: WeakKeyDictionary[Connection, int] = WeakKeyDictionary()

    @property
    def are_several(self) -> bool:
        return len(self._servers) > 1

    def keep_ready(self, connection: "Connection") -> None:
        """Give this connection, which `open` returned, to the next who asks for one."""
        self._ready.append(connection)

    async def open(self, *_: str, timeout: float = 10, **options: Any) -> "Connection":  # noqa: ASYNC109 - asyncpg's
        """Return a connection to the only server, or to the one of several that is as the address demands.

        For `asyncpg.create_pool`, which gives the address once more. Raises what asyncpg raises, and NoServerWrites.
        """
        if self._ready:
            return self._ready.pop()
        if not self.are_several:
            return await asyncpg.connect(self.dsn, timeout=timeout, **options)
        options |= {"timeout": min(timeout, _ATTEMPT_S), "target_session_attrs": self._demand}
        connection, self._last = await self._first(options)
        self._connections[connection] = self._last
        return connection

    def keep_to(self, connection: "Connection") -> int:
        """Close all connections to other servers than the one of this connection; return how many were open."""
        self._last = self._connections[connection]
        elsewhere = [each for each, number in self._connections.items() if number != self._last]
        still_open = [each for each in elsewhere if not each.is_closed()]
        for each in still_open:
            each.terminate()
        return len(still_open)

    def address_of(self, connection: "Connection") -> str:
        """Return the address of the server of this connection."""
        return self._servers[self._connections[connection]][0]

    async def _first(self, options: dict[str, Any]) -> "tuple[Connection, int]":
        """Return the first connection that is made, and the number of its server."""
        attempts = {self._attempt(self._last, options): self._last}
        failed: dict[int, BaseException] = {}
        head_start: float | None = _HEAD_START_S
        try:
            while running := [task for task, number in attempts.items() if number not in failed]:
                done, _ = await asyncio.wait(running, timeout=head_start, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    error = task.exception()
                    if error is None:
                        return task.result(), attempts.pop(task)
                    failed[attempts[task]] = error
                if head_start is not None:
                    head_start = None
                    others = [each for each in range(len(self._servers)) if each != self._last]
                    attempts.update({self._attempt(each, options): each for each in others})
        finally:
            for task in attempts:
                task.cancel()
                task.add_done_callback(_discard)
        raise self._refusal(failed)

    def _attempt(self, number: int, options: dict[str, Any]) -> "asyncio.Task[Connection]":
        """Begin to connect to this server."""
        return asyncio.create_task(asyncpg.connect(self._servers[number][1], **options))

    def _refusal(self, failed: dict[int, BaseException]) -> BaseException:
        """Return the error to raise when no server will do: what most of them have, or what each of them has."""
        standbys = [isinstance(each, asyncpg.TargetServerAttributeNotMatched) for each in failed.values()]
        if self._demand in _WRITES and any(standbys):
            said = (
                f"{self._servers[number][0]} {'is standby' if standby else 'antwoordt niet'}"
                for number, standby in sorted(zip(failed, standbys, strict=True))
            )
            return NoServerWrites(
                f"Geen van de servers in GATEWAY_DATABASE_URL neemt nu schrijfopdrachten aan: {', '.join(said)}. Neemt "
                "een standby het over, dan gaat de gateway vanzelf verder."
            )
        telling = (each for each in failed.values() if not isinstance(each, OSError))
        return next(telling, next(iter(failed.values())))


def _discard(attempt: "asyncio.Task[Connection]") -> None:
    """Close the connection of an attempt that came too late, if it made one."""
    if not attempt.cancelled() and attempt.exception() is None:
        attempt.result().terminate()
