"""What only a real server on a real socket can show."""

import asyncio
from urllib.parse import urlsplit

from gateway.standard.xml.parse import MAX_BYTES
from gateway.store.db.database import Database
from tests.support.api.parties import VENLO, ZORG, enrol
from tests.support.api.server import Server


async def _answered(
    url: str, key: str, path: str, head: str, piece: bytes, most: int, limit: int = 0
) -> tuple[bytes, int]:
    """Send at most this many bytes of a request; return the answer, and how many were sent until it came.

    No answer when the server closed the connection before the client looked: that is how TCP deals with who keeps
    sending. Beyond `limit` bytes it sends slowly, so that a busy server has the time to answer: the kernel alone may
    hold 32 MB that the server has yet to read.
    """
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(f"POST {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n{head}\r\n\r\n".encode())
    answer = asyncio.create_task(reader.read(65536))
    sent = 0
    try:
        while not answer.done() and sent < most:
            writer.write(piece)
            sent += len(piece)
            await writer.drain()
            await asyncio.sleep(0.01 if sent > limit else 0)
        return await asyncio.wait_for(answer, 30), sent
    except ConnectionError:
        return (b"" if answer.exception() else answer.result()) if answer.done() else b"", sent
    finally:
        answer.cancel()
        writer.close()


async def test_a_chunked_body_is_refused_as_soon_as_it_is_too_large(server: Server, server_db: Database) -> None:
    keys = await enrol(server_db)
    chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
    for code, path, media, limit in (
        (ZORG, "/v1/berichten", "application/xml", MAX_BYTES),
        (VENLO, "/v1/clienten", "application/json", 1024 * 1024),
    ):
        head = f"content-type: {media}\r\ntransfer-encoding: chunked"
        for _ in range(5):
            answer, sent = await _answered(server.url, keys[code], path, head, chunk, 4 * MAX_BYTES, limit)
            assert limit < sent < limit + 8 * 1024 * 1024, "what lay in buffers, and no more"
            if answer:
                break
        assert answer.startswith(b"HTTP/1.1 413 "), answer[:200]
        assert b"application/problem+json" in answer


async def test_a_length_that_is_too_large_is_refused_without_the_body(server: Server, server_db: Database) -> None:
    keys = await enrol(server_db)
    head = f"content-type: application/xml\r\ncontent-length: {MAX_BYTES + 1}"
    answer, _ = await _answered(server.url, keys[ZORG], "/v1/berichten", head, b"", 0)
    assert answer.startswith(b"HTTP/1.1 413 ")


async def test_an_answer_says_nothing_of_the_server(server: Server) -> None:
    answer, _ = await _answered(server.url, "gw_x", "/v1/berichten", "content-length: 0", b"", 0)
    assert answer.startswith(b"HTTP/1.1 401 ")
    assert b"uvicorn" not in answer.lower()
    assert b"api-version: 1.0.0" in answer.lower()
