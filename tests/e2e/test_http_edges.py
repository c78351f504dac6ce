"""What a browser, a monitor, a terminal and a caller who hangs up may expect of every route."""

import asyncio
import json
import re
import socket
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import httpx
import pytest
from fastapi.routing import APIRoute

from gateway.messages.write import serialise
from gateway.store.db.database import Database
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, CLIENT, VENLO, ZORG, enrol, problem, start
from tests.support.api.server import Server
from tests.support.store.key_ring import vault
from tests.support.store.postgres import Template, create_database, drop_database

OPEN: tuple[str, ...] = ("/health/live", "/health/ready", "/docs", "/docs/oauth2-redirect", "/openapi.json")
OPEN += ("/static-offline-docs/swagger-ui.css", "/metrics", "/nergens", "/v1/berichten/%00", "/v1/berichten/%ff")


def _addresses(api: Api) -> dict[str, set[str]]:
    """Return the methods of each address, by what the application says it has."""
    found: dict[str, set[str]] = {}
    for route in api.app.routes:
        if isinstance(route, APIRoute):
            found.setdefault(route.path, set()).update(route.methods or ())
    return found


ODD = ["%00", "%ff", "%c3%28", "%ed%a0%80", "%", "%zz", "%F0%9F%98%80", "\N{LATIN SMALL LETTER E WITH DIAERESIS}"]


async def test_b12_an_address_with_odd_bytes_is_no_error_of_ours(api: Api) -> None:
    refused: set[tuple[str, str, str]] = set()  # for who may not call a route at all, one odd address says enough
    for odd, code, (path, methods) in product(ODD, (VENLO, ZORG, BEHEER), _addresses(api).items()):
        caller = await api.caller(code)
        at = re.sub(r"\{[^}]*\}", odd, path)
        for method in methods & {"GET", "PUT", "PATCH", "POST"}:
            if (code, method, path) in refused:
                continue
            for address in (at, f"{at}?na={odd}&aantal={odd}&code={odd}&ontvanger={odd}&clientId={odd}&{odd}={odd}"):
                response = await caller.http.request(method, address, headers={b"idempotency-key": b"a\xff\xe9"})
                assert response.status_code < 500, (code, method, address, response.text)
                if response.status_code >= 400:
                    problem(response, response.status_code)
                if response.status_code == 403:
                    refused.add((code, method, path))


@pytest.fixture(scope="module")
def talking(tmp_path_factory: pytest.TempPathFactory, template: Template) -> Iterator[tuple[Server, Path]]:
    """A server and the file of its log."""
    dsn = asyncio.run(create_database(template.admin_dsn, template.name))
    log = tmp_path_factory.mktemp("log") / "log"
    server = Server(database_url=dsn)
    server.start(log)
    yield server, log
    server.stop()
    asyncio.run(drop_database(template.admin_dsn, dsn))


XML = serialise(start(1, "S1"))
JSON = json.dumps({**CLIENT, "bsn": "999900006"}).encode()
LEAVES: dict[str, Callable[[bytes], tuple[bytes, bytes]]] = {
    "before the body": lambda body: (b"Content-Length: %d\r\n\r\n" % len(body), b""),
    "in the body": lambda body: (b"Content-Length: %d\r\n\r\n" % len(body), body[:200]),
    "in a chunk": lambda body: (b"Transfer-Encoding: chunked\r\n\r\n", b"%x\r\n" % len(body) + body[:100]),
    "between chunks": lambda body: (b"Transfer-Encoding: chunked\r\n\r\n", b"64\r\n" + body[:100] + b"\r\n"),
    "by a malformed chunk": lambda body: (b"Transfer-Encoding: chunked\r\n\r\n", b"zz\r\n" + body),
    "while it is told to go on": lambda body: (b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body), b""),
}
BODIES = [
    (ZORG, "POST /v1/berichten", "application/xml", XML),
    (ZORG, "POST /v1/berichten", "application/zip", XML),
    (ZORG, "POST /v1/validaties", "application/xml", XML),
    (VENLO, "POST /v1/clienten", "application/json", JSON),
    (VENLO, "PATCH /v1/toewijzingen/0983/1", "application/json", JSON),
    (VENLO, "PUT /v1/contracten", "application/json", JSON),
]


@pytest.mark.parametrize("how", LEAVES)
@pytest.mark.parametrize("reset", [False, True], ids=["closes", "resets"])
async def test_b06_a_caller_who_leaves_is_one_line_at_info_and_nothing_else(
    talking: tuple[Server, Path], how: str, reset: bool
) -> None:
    server, log = talking
    db = await Database.connect(server.settings["GATEWAY_DATABASE_URL"], vault=vault())
    try:
        keys = await enrol(db)
        for code, line, media, body in BODIES:
            before = len(log.read_text())
            lines, rest = LEAVES[how](body)
            head = f"{line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {keys[code]}\r\nContent-Type: {media}\r\n"
            with socket.create_connection(("127.0.0.1", server.port)) as caller:
                caller.sendall(head.encode() + lines + rest)
                await asyncio.sleep(0.05)
                if reset:
                    caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            said = await _settled(log, before, line.split()[1].split("/")[2])
            assert "Traceback" not in said
            assert "request.crashed" not in said
            levels = re.findall(r"\[(\w+)\s*\]|\"level\": ?\"(\w+)\"", said)
            assert {a or b for a, b in levels} <= {"info"}, said
            requests = [each for each in said.splitlines() if "status=" in each or '"status"' in each]
            told = [each for each in requests if "request.refused" not in each]
            assert len(told) == 1, said
            assert "499" in told[0]
        async with db.reading() as tx:
            for table in ("berichten", "clienten", "toewijzingen", "inzages", "weigeringen"):
                assert await tx.fetchval(f"select count(*) from {table}") == 0, table
    finally:
        await db.close()


def _since(log: Path, before: int) -> str:
    """Return what the log says after this many characters."""
    return log.read_text()[before:]


async def _settled(log: Path, before: int, route: str) -> str:
    """Return what was said since, once the request has its line."""
    for _ in range(200):
        said = _since(log, before)
        if "499" in said or "error" in said:
            await asyncio.sleep(0.05)
            return _since(log, before)
        await asyncio.sleep(0.05)
    raise AssertionError(f"nothing was said of {route}: {_since(log, before)}")


async def test_b06_a_caller_who_leaves_before_the_answer_is_no_error(talking: tuple[Server, Path]) -> None:
    server, log = talking
    before = len(log.read_text())
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", server.port)) as caller:
            caller.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 3)
            caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as http:
        assert (await http.get("/health/live")).status_code == 200
    said = _since(log, before)
    assert "error" not in said, said
    assert "Traceback" not in said
    assert "warning" not in said
