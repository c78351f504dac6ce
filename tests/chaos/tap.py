"""A tap on the line between the gateway and PostgreSQL, which strikes at a chosen round trip.

It speaks PostgreSQL's protocol just enough to see where a request ends and an answer is complete, so that it can hold
either back: the gateway then can't know whether its commit was carried out.
"""

import asyncio
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import asyncpg

_REQUEST_ENDS: Final = b"QS"
"""Query and Sync: after these the server answers until ReadyForQuery."""
_FLUSH: Final = b"H"
_PARTS: Final = _FLUSH + b"pX"
"""Flush, while a statement is prepared, a password, and goodbye: they go on at once and count for nothing."""
_KEY_DATA: Final = b"K"
_READY: Final = b"Z"


class Strike(StrEnum):
    """The act of the tap at the chosen round trip."""

    KILL_BEFORE = "killed before the request"
    KILL_AFTER = "killed before the answer"
    CUT_BEFORE = "cut before the request"
    CUT_AFTER = "cut before the answer"
    TERMINATE = "backend terminated"
    FREEZE_BEFORE = "frozen before the request"
    FREEZE_AFTER = "frozen before the answer"


FREEZES: Final = (Strike.FREEZE_BEFORE, Strike.FREEZE_AFTER)
"""Strikes after which the process stands still, with its connections open, until it is thawed."""


@dataclass
class Plan:
    """A round trip to strike at, and how."""

    strike: Strike
    trips: int
    """So many round trips go by unharmed."""
    commits_only: bool = False
    """Only those that commit count, so that it strikes a commit."""
    kill: Callable[[], None] = lambda: None
    """Ends the process whose line this is, or freezes it."""
    thawed: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a frozen process goes on: then its request goes on too."""


@dataclass
class _Line:
    """One connection of the gateway."""

    backend: int = 0
    """The process number of the server's end."""
    half_sent: bool = False
    """True while the server waits for the rest of a statement that was prepared: no timeout of its ends that."""
    withhold: asyncio.Event | None = None
    """Set once the answer that is held back is complete."""


@dataclass
class Tap:
    """The address that the gateway connects to, and the strike that is planned there."""

    dsn: str
    admin_dsn: str
    struck: str | None = None
    """Where the last plan struck ("begin", "statement" or "commit") and how."""
    _plan: Plan | None = None
    _lines: list[_Line] = field(default_factory=list)
    _frozen: Plan | None = None
    """The plan by which the process stands still, or stood still before."""

    def arm(self, plan: Plan) -> None:
        """Plan one strike."""
        self._plan, self.struck = plan, None

    def disarm(self) -> None:
        """Cancel the plan: let everything through."""
        self._plan = None

    async def between_statements(self, but_for: _Line | None = None) -> None:
        """Wait until the server waits on no line for the rest of a statement."""
        while any(each.half_sent for each in self._lines if each is not but_for):  # noqa: ASYNC110 - it takes no time
            await asyncio.sleep(0)

    async def _serve(self, socket: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = _Line()
        self._lines.append(line)
        server_reader, server_writer = await asyncio.open_unix_connection(socket)
        pumps = [
            asyncio.create_task(self._requests(line, reader, server_writer)),
            asyncio.create_task(self._answers(line, server_reader, writer)),
        ]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._lines.remove(line)
            for each in (writer, server_writer):
                each.transport.abort()
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _requests(self, line: _Line, reader: asyncio.StreamReader, server: asyncio.StreamWriter) -> None:
        size = await reader.readexactly(4)
        server.write(size + await reader.readexactly(struct.unpack("!i", size)[0] - 4))
        request = b""
        try:
            while True:
                kind, message = await _message(reader)
                request += message
                if kind in _REQUEST_ENDS:
                    plan = self._due(_point(request))
                    if plan is not None and not await self._strike(plan, line, server, request):
                        return
                    server.write(request)
                    await server.drain()
                    request, line.half_sent = b"", False
                elif kind in _PARTS:
                    if self._frozen is not None:
                        await self._frozen.thawed.wait()
                    line.half_sent = kind == _FLUSH
                    server.write(request)
                    request = b""
        except (asyncio.IncompleteReadError, ConnectionError):
            return

    def _due(self, point: str) -> Plan | None:
        """Return the plan when this is its round trip."""
        plan = self._plan
        if plan is None or (plan.commits_only and point != "commit"):
            return None
        plan.trips -= 1
        if plan.trips >= 0:
            return None
        self._plan, self.struck = None, f"at a {point}: {plan.strike}"
        return plan

    async def _strike(self, plan: Plan, line: _Line, server: asyncio.StreamWriter, request: bytes) -> bool:
        """Carry out the strike. Return True when the request may still go on."""
        if plan.strike is Strike.TERMINATE:
            await _terminate(self.admin_dsn, line.backend)
            return True
        if plan.strike in FREEZES:
            await self.between_statements(but_for=line)
            self._frozen = plan
            plan.kill()
            if plan.strike is Strike.FREEZE_BEFORE and not line.half_sent:
                await plan.thawed.wait()
            return True
        if plan.strike in (Strike.KILL_AFTER, Strike.CUT_AFTER):
            line.withhold = asyncio.Event()
            server.write(request)
            await line.withhold.wait()
        if plan.strike in (Strike.KILL_BEFORE, Strike.KILL_AFTER):
            plan.kill()
        return False

    async def _answers(self, line: _Line, server: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                kind, message = await _message(server)
                if line.withhold is not None:
                    if kind == _READY:
                        line.withhold.set()
                    continue
                if kind == _KEY_DATA:
                    line.backend = struct.unpack("!i", message[5:9])[0]
                writer.write(message)
                if not server._buffer:  # type: ignore[attr-defined]
                    await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            if line.withhold is not None:
                line.withhold.set()


async def _message(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readexactly(5)
    return head[:1], head + await reader.readexactly(struct.unpack("!i", head[1:])[0] - 4)


def _point(request: bytes) -> str:
    """Return the purpose of this round trip."""
    text = request[5:12].lower() if request[:1] == b"Q" else b""
    return "commit" if text.startswith(b"commit") else "begin" if text.startswith(b"begin") else "statement"


async def _terminate(admin_dsn: str, backend: int) -> None:
    """End the server's side of the connection."""
    connection = await asyncpg.connect(admin_dsn)
    try:
        await connection.execute("select pg_terminate_backend($1, 5000)", backend)
    finally:
        await connection.close()


@asynccontextmanager
async def a_tap(dsn: str, folder: Path) -> AsyncIterator[Tap]:
    """Yield a tap on the line to this database, listening in `folder` while the block lasts."""
    parts = urlsplit(dsn)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    port = query.get("port", "5432")
    socket = f"{query['host']}/.s.PGSQL.{port}"
    tapped = urlunsplit(parts._replace(query=urlencode({**query, "host": str(folder), "port": port})))
    tap = Tap(tapped, dsn)
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        await tap._serve(socket, reader, writer)

    server = await asyncio.start_unix_server(serve, folder / f".s.PGSQL.{port}")
    try:
        yield tap
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
