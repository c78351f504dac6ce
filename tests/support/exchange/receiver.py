"""A real HTTP receiver on this machine that answers as it is told, or doesn't."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Receiver:
    """A receiver: the requests that came in, and the answers to the next; the last answer holds for all that follow."""

    url: str
    answers: list[Answer]
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def has(self, number: int = 1, seconds: float = 60) -> None:
        """Wait until this many requests have come in."""
        async with asyncio.timeout(seconds):
            while len(self.bodies) < number:
                self.came.clear()
                await self.came.wait()

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def status(code: int, **headers: str) -> Answer:
    """Return an answer with this status and these headers (retry_after="5")."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {code} x", "content-length: 0"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode())

    return answer


def endless(code: int) -> Answer:
    """Return an answer whose body never ends."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {code} x\r\ntransfer-encoding: chunked\r\n\r\n".encode())
        while not writer.is_closing():
            writer.write(b"5\r\nabcde\r\n")
            await writer.drain()
            await asyncio.sleep(0.01)

    return answer


async def drip(writer: asyncio.StreamWriter) -> None:
    """Answer a byte at a time, and never get to the end."""
    writer.write(b"HTTP/1.1 200 OK\r\nx-a: ")
    while not writer.is_closing():
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(0.05)


async def hang(writer: asyncio.StreamWriter) -> None:
    """Give no answer for a long time."""
    await asyncio.sleep(60)


async def reset(writer: asyncio.StreamWriter) -> None:
    """Tear down the connection."""
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    writer.close()


async def garbage(writer: asyncio.StreamWriter) -> None:
    """Answer with something that is no HTTP."""
    writer.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")


def lying(code: int) -> Answer:
    """Return an answer that promises more than it gives, and hangs up."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {code} x\r\ncontent-length: 1000000\r\n\r\nshort".encode())
        await writer.drain()
        writer.close()

    return answer


def slow(seconds: float, code: int = 200) -> Answer:
    """Return an answer that takes its time."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        await status(code)(writer)

    return answer


@asynccontextmanager
async def a_receiver(*answers: Answer, tls: ssl.SSLContext | None = None, port: int = 0) -> AsyncIterator[Receiver]:
    """Yield such a receiver, which listens until the block ends; with `tls` at https://localhost. 0: a free port."""
    busy: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        busy.add(task)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                # All at once, so that they stay in step when several requests come in together.
                found.requests.append(head[0])
                found.headers.append(headers)
                found.bodies.append(body)
                found.came.set()
                await found.next()(writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    place = "http://127.0.0.1" if tls is None else "https://localhost"
    found = Receiver(f"{place}:{port}/iwmo", list(answers))
    async with server:
        yield found
        server.close()
        for task in busy:
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)
