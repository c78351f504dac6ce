"""A way to a database that breaks when it is told to."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit


@dataclass
class Cut:
    """The connections to break, counted from 0 in order of coming."""

    dsn: str
    at: tuple[int, int] | None = None
    """The connection, and how many pieces of what the client says still go through."""
    cut: bool = False
    """True once it happened."""
    connections: int = field(default=0)


@contextmanager
def a_cut(dsn: str) -> Iterator[Cut]:
    """Lead connections to the database by a port of this machine, until the block ends."""
    parts = urlsplit(dsn)
    query = parse_qs(parts.query)
    place = f"{query['host'][0]}/.s.PGSQL.{query['port'][0]}"
    loop = asyncio.new_event_loop()
    cut = Cut("")

    async def lead(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = cut.connections
        cut.connections += 1
        there_reader, there_writer = await asyncio.open_unix_connection(place)

        async def onward() -> None:
            pieces = 0
            while data := await reader.read(65536):
                if cut.at == (number, pieces):
                    cut.cut = True
                    return
                pieces += 1
                there_writer.write(data)

        async def back() -> None:
            while data := await there_reader.read(65536):
                writer.write(data)

        ways = [asyncio.ensure_future(each()) for each in (onward, back)]
        with suppress(ConnectionError):
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for each in ways:
            each.cancel()
        there_writer.transport.abort()
        writer.transport.abort()

    async def begin() -> asyncio.Server:
        return await asyncio.start_server(lead, "127.0.0.1", 0)

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(begin(), loop).result()
    port = server.sockets[0].getsockname()[1]
    cut.dsn = (
        f"postgresql://{parts.netloc.rpartition('@')[0] or 'gateway'}@127.0.0.1:{port}{parts.path}?sslmode=disable"
    )
    try:
        yield cut
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
