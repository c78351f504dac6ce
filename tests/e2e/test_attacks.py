"""A list of attacks on a real server: each is refused, nothing is kept, and the server neither grows nor stops.

Tricks with zips are in tests/exchange/receiving/test_batch.py, who may see what in test_tenants.py, bodies that are too
large in test_real_http.py and tests/api/http/test_bodies.py.
"""

import asyncio
import re
import select
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from gateway.cli.server.http_connection import MAX_BYTES_OUTSIDE_BODIES
from gateway.messages.write import serialise
from gateway.store.db.database import Database
from tests.support.api.parties import VENLO, ZORG, enrol, problem, start
from tests.support.api.server import Server

MB = 1024 * 1024
GROWTH = 250 * MB
"""What one round of attacks may add to the memory of the server at its highest."""


@pytest.fixture
async def keys(server: Server, server_db: Database) -> AsyncIterator[dict[str, str]]:
    """The key of each party. Afterwards the server still answers, and none of what was sent was kept."""
    keys = await enrol(server_db)
    before = await _kept(server_db)
    with _bounded(server.pid):
        yield keys
    async with _client(server) as http:
        assert (await http.get("/health/live")).status_code == 200
    assert await _kept(server_db) == before


async def _kept(db: Database) -> list[object]:
    async with db.reading() as tx:
        return [await tx.fetchval(f"select count(*) from {table}") for table in ("berichten", "leveringen", "clienten")]


@contextmanager
def _bounded(pid: int) -> Iterator[None]:
    """Assert that the process never held much more memory than at the start."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")  # the peak is counted anew
    before = _memory(pid, "VmRSS")
    yield
    assert _memory(pid, "VmHWM") - before < GROWTH


def _memory(pid: int, what: str) -> int:
    """Return the memory of the process in bytes."""
    found = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1]) * 1024


def _client(server: Server, **headers: str) -> httpx.AsyncClient:
    # Without TLS: to load all authorities of the world takes longer than most tests here.
    return httpx.AsyncClient(base_url=server.url, headers=headers, trust_env=False, verify=False, timeout=30)


def _caller(server: Server, key: str) -> httpx.AsyncClient:
    return _client(server, **{"authorization": f"Bearer {key}", "content-type": "application/xml"})


GOOD = serialise(start(1, "S1"))
BODY = GOOD[GOOD.index(b"?>") + 2 :]
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
ROOT = re.match(rb"\s*<[^>]+>", BODY)[0]  # type: ignore[index]
LISTENER = b"@LISTENER@"

XML = {
    "billion laughs": b'<!DOCTYPE b [<!ENTITY l0 "ha">' + LAUGHS + b"]><b>&l11;</b>",
    "quadratic blowup": b'<!DOCTYPE b [<!ENTITY a "' + b"a" * MB + b'">]><b>' + b"&a;" * 100_000 + b"</b>",
    "a file of the server": b'<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + BODY.replace(b"S1", b"&x;"),
    "another server": b'<!DOCTYPE b [<!ENTITY x SYSTEM "' + LISTENER + b'">]>' + BODY.replace(b"S1", b"&x;"),
    "a DTD elsewhere": b'<!DOCTYPE b SYSTEM "' + LISTENER + b'">' + BODY,
    "a parameter entity": b'<!DOCTYPE b [<!ENTITY % x SYSTEM "' + LISTENER + b'"> %x;]>' + BODY,
    "a schema elsewhere": ROOT[:-1]
    + b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://x '
    + LISTENER
    + b'"/>',
    "XInclude": ROOT + b'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/></b>',
    "a stylesheet": b'<?xml-stylesheet type="text/xsl" href="' + LISTENER + b'"?>' + ROOT[:-1] + b"/>",
    "an entity nobody declared": BODY.replace(b"S1", b"&x;"),
    "100,000 deep": b"<a>" * 100_000 + b"</a>" * 100_000,
    "100,000 attributes": b"<a " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>",
    "100,000 namespaces": b"<a " + b" ".join(b'xmlns:a%d="u%d"' % (n, n) for n in range(100_000)) + b"/>",
    "4,000,000 elements": b"<a>" + b"<b/>" * 4_000_000 + b"</a>",
    "one text of 20 MB": BODY.replace(b"S1", b"S" * 20 * MB),
    "one text of 20 MB of references": BODY.replace(b"S1", b"&#83;" * 4 * MB),
    "one text of 20 MB in a CDATA section": BODY.replace(b"S1", b"<![CDATA[" + b"<" * 20 * MB + b"]]>"),
    "one text of 20 MB cut in pieces": BODY.replace(b"S1", (b"S" * 60_000 + b"<!---->") * 340),
    "one name of 10 MB": b"<" + b"a" * 10 * MB + b"/>",
    "one comment of 20 MB": b"<a><!--" + b"-a" * 10 * MB + b"--></a>",
    "one instruction of 20 MB": b"<?a " + b"a" * 20 * MB + b"?><a/>",
    "2,000,000 character references": b"<a>" + b"&#120;" * 2_000_000 + b"</a>",
    "UTF-16 without a mark": GOOD.decode().replace("UTF-8", "UTF-16").encode("utf-16-le"),
    "UTF-16 that says UTF-8": GOOD.decode().encode("utf-16"),
    "UTF-7": b'<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-',
    "UTF-32": "<a/>".encode("utf-32"),
    "EBCDIC": '<?xml version="1.0" encoding="cp037"?><a/>'.encode("cp037"),
    "NUL": BODY.replace(b"S1", b"S\x001"),
    "half a character": BODY.replace(b"S1", b"S\xc3"),
    "an overlong slash": BODY.replace(b"S1", b"\xc0\xaf"),
    "a surrogate": BODY.replace(b"S1", b"&#xD800;"),
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + b"\x00" * 1000,
    "nothing": b"",
    "only white space": b" " * MB,
    "HTML": b"<!doctype html><html><script>alert(1)</script></html>",
}


async def test_xml_that_is_a_trick_is_refused(server: Server, keys: dict[str, str]) -> None:
    called: list[object] = []
    listener = await asyncio.start_server(lambda _, writer: called.append(writer.close()), "127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/x".encode()
    async with listener, _caller(server, keys[ZORG]) as http:
        for name, data in XML.items():
            async with asyncio.timeout(20):
                response = await http.post("/v1/berichten", content=data.replace(LISTENER, url))
            found = problem(response, 415 if name == "gzip" else 400)
            assert found["type"].rpartition(":")[2].startswith(("xml-", "schema-ongeldig", "mediatype")), name
            assert "root:" not in response.text, name
            assert len(response.content) < MB, name
    assert called == [], "nobody was called"


class Raw:
    """A connection on which anything may be said."""

    def __init__(self, server: Server, key: str) -> None:
        parts = urlsplit(server.url)
        self._address = (parts.hostname, parts.port)
        self.key = key.encode()

    async def say(self, data: bytes, seconds: float = 5) -> bytes:
        """Send this; return all that came back until the server hung up, or said nothing more for a while."""
        reader, writer = await asyncio.open_connection(*self._address)
        said = b""
        try:
            writer.write(data)
            await asyncio.wait_for(writer.drain(), seconds)
            while more := await asyncio.wait_for(reader.read(65536), 0.5 if said else seconds):
                said += more
        except (TimeoutError, ConnectionError):
            pass
        finally:
            writer.transport.abort()
        return said

    def post(self, *lines: bytes, body: bytes = b"", path: bytes = b"/v1/berichten") -> bytes:
        head = [b"POST " + path + b" HTTP/1.1", b"Host: x", b"Authorization: Bearer " + self.key]
        media = b"xml" if path == b"/v1/berichten" else b"json"
        return b"\r\n".join([*head, b"Content-Type: application/" + media, *lines, b"", b""]) + body


def statuses(said: bytes) -> list[int]:
    """Return the status of each answer."""
    return [int(each) for each in re.findall(rb"HTTP/1\.1 (\d{3}) ", said)]


SMUGGLED = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"
CHUNKED_NOTHING = b"0\r\n\r\n"
HEADERS: dict[str, tuple[tuple[bytes, ...], bytes]] = {
    "two lengths": ((b"Content-Length: 4", b"Content-Length: 5"), b"<a/>" + SMUGGLED),
    "two lengths in one": ((b"Content-Length: 4, 5",), b"<a/>" + SMUGGLED),
    "a length and chunks": ((b"Content-Length: 5", b"Transfer-Encoding: chunked"), CHUNKED_NOTHING + SMUGGLED),
    "chunks and a length": ((b"Transfer-Encoding: chunked", b"Content-Length: 5"), CHUNKED_NOTHING + SMUGGLED),
    "chunks in disguise": ((b"Transfer-Encoding: xchunked",), CHUNKED_NOTHING + SMUGGLED),
    "chunks, then something": ((b"Transfer-Encoding: chunked, identity",), CHUNKED_NOTHING + SMUGGLED),
    "chunks by a tab": ((b"Transfer-Encoding:\tchunked\x0b",), CHUNKED_NOTHING + SMUGGLED),
    "a name with a space": ((b"Transfer-Encoding : chunked",), CHUNKED_NOTHING + SMUGGLED),
    "a negative length": ((b"Content-Length: -1",), b"<a/>"),
    "a length with a plus": ((b"Content-Length: +4",), b"<a/>"),
    "a length in hex": ((b"Content-Length: 0x4",), b"<a/>"),
    "a length beyond counting": ((b"Content-Length: " + b"9" * 40,), b"<a/>"),
    "a chunk beyond counting": ((b"Transfer-Encoding: chunked",), b"F" * 17 + b"\r\n<a/>\r\n" + CHUNKED_NOTHING),
    "a negative chunk": ((b"Transfer-Encoding: chunked",), b"-1\r\n<a/>\r\n" + CHUNKED_NOTHING),
    "NUL in a header": ((b"X-A: a\x00b", b"Content-Length: 4"), b"<a/>"),
    "a bare CR in a header": ((b"X-A: a\rX-B: b", b"Content-Length: 4"), b"<a/>"),
    "a folded header": ((b"X-A: a", b" b", b"Content-Length: 4"), b"<a/>"),
    "a header without a name": ((b": a", b"Content-Length: 4"), b"<a/>"),
    "10,000 headers": ((*(b"X-%d: a" % n for n in range(10_000)), b"Content-Length: 4"), b"<a/>"),
    "one header of 1 MB": ((b"X-A: " + b"a" * MB, b"Content-Length: 4"), b"<a/>"),
    "a websocket": ((b"Connection: Upgrade", b"Upgrade: websocket", b"Content-Length: 4"), b"<a/>"),
    "another protocol": ((b"Connection: Upgrade", b"Upgrade: h2c", b"Content-Length: 4"), b"<a/>"),
}


async def test_a_head_that_is_a_trick_gets_one_refusal_and_smuggles_nothing(
    server: Server, keys: dict[str, str]
) -> None:
    raw = Raw(server, keys[ZORG])
    for name, (lines, body) in HEADERS.items():
        said = await raw.say(raw.post(*lines, body=body))
        # Who is cut off while still sending may lose the answer with the connection.
        assert said or sum(map(len, lines)) > MAX_BYTES_OUTSIDE_BODIES, name
        assert not said or statuses(said)[0] in {400, 413, 415, 431, 501}, (name, said[:300])
        assert b'"openapi"' not in said, name


OPENINGS = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)),
    "HTTP 0.9": b"GET /metrics\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/9.9": b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
    "no method": b" / HTTP/1.1\r\nHost: x\r\n\r\n",
    "an unknown method": b"HACK / HTTP/1.1\r\nHost: x\r\n\r\n",
    "CONNECT": b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n",
    "TRACE": b"TRACE /v1/berichten HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer geheim\r\n\r\n",
    "as if it were a proxy": b"GET http://169.254.169.254/latest/meta-data HTTP/1.1\r\nHost: x\r\n\r\n",
    "an address of 1 MB": b"GET /" + b"a" * MB + b" HTTP/1.1\r\nHost: x\r\n\r\n",
}


async def test_what_is_hardly_http_is_refused(server: Server, keys: dict[str, str]) -> None:
    raw = Raw(server, keys[ZORG])
    for name, data in OPENINGS.items():
        said = await raw.say(data, 2)
        assert said == b"" or statuses(said)[0] in {400, 401, 404, 405, 414, 431, 505}, (name, said[:300])
        assert b"geheim" not in said, name


@pytest.mark.parametrize(
    ("opening", "piece"),
    [
        (b"POST /v1/berichten HTTP/1.1\r\nX-A: ", b"a" * 65536),
        (b"POST /v1/berichten HTTP/1.1\r\n", b"X-A: a\r\n" * 8192),
        (b"GET /", b"a" * 65536),
        (b"POST /v1/berichten HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-A: ", b"a" * 65536),
        (b"POST /v1/berichten HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X-A: a\r\n" * 8192),
        (b"POST /v1/berichten HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;x=", b"a" * 65536),
    ],
    ids=["header", "headers", "address", "trailer", "trailers", "chunk extension"],
)
async def test_a_head_without_end_is_cut_off(
    server: Server, keys: dict[str, str], opening: bytes, piece: bytes
) -> None:
    parts = urlsplit(server.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    sent, most = 0, 40 * MB
    try:
        writer.write(opening)
        while sent < most and not reader.at_eof():
            writer.write(piece)
            sent += len(piece)
            async with asyncio.timeout(10):
                await writer.drain()
            await asyncio.sleep(0)
    except ConnectionError:
        pass
    finally:
        writer.transport.abort()
    assert sent < 8 * MB, "what lay in buffers, and no more"


PATHS = [
    "/v1/../openapi.json",
    "/v1/./berichten/../../metrics",
    "/v1/%2e%2e/openapi.json",
    "/v1/berichten/..%2f..%2fetc%2fpasswd",
    "/v1/berichten/%2e%2e%2f%2e%2e%2fopenapi.json",
    "/v1/berichten/%00",
    "/v1/berichten/01a20787-28c4-723c-8eec-660f3a31cd9e%00",
    "/v1/berichten/01a20787-28c4-723c-8eec-660f3a31cd9e/xml%00.html",
    "/v1/berichten/01a20787-28c4-723c-8eec-660f3a31cd9e;a=b/xml",
    "/v1/berichten/%c0%ae%c0%ae/xml",
    "/v1/berichten/%ff",
    "/v1/berichten/%",
    "/v1/berichten/%zz",
    "/v1/berichten\\..\\..\\etc\\passwd",
    "//v1/berichten",
    "/v1//berichten/",
    "/V1/berichten",
    "/v1/toewijzingen/0983/1%2f..%2f..%2f0984%2f1",
    "/v1/toewijzingen/0983/99999999999999999999999999",
    "/v1/toewijzingen/0983/-1",
    "/v1/toewijzingen/0983%00/1",
    "/v1/toewijzingen/%D9%A0%D9%A9%D9%A8%D9%A3/1",
    "/v1/berichten?oordeel=geparkeerd&na=%00",
    "/v1/berichten?oordeel=geparkeerd%00",
    "/v1/berichten?oordeel=geparkeerd&aantal=99999999999999999999",
    "/v1/signalen?code=%00",
    "/v1/signalen?toewijzingNummer=99999999999999999999999999",
    "/v1/contracten?op=9999-99-99",
    "/static-offline-docs/../../../../etc/passwd",
    "/static-offline-docs/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/static-offline-docs/..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/static-offline-docs//etc/passwd",
    "/static-offline-docs/%00",
    "/.git/config",
    "/.env",
]


@pytest.mark.parametrize("who", [VENLO, ZORG])
async def test_a_path_that_is_a_trick_leads_nowhere(server: Server, keys: dict[str, str], who: str) -> None:
    raw = Raw(server, keys[who])
    for path in PATHS:
        head = b"GET " + path.encode() + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
        said = await raw.say(head + raw.key + b"\r\n\r\n")
        [status] = statuses(said)
        assert status in {400, 403, 404, 405} or (status == 200 and path.startswith("/v1/contracten")), (
            path,
            said,
        )
        assert b"root:" not in said, path
        assert b'"openapi"' not in said, path


GUESSES = [
    "gw_",
    "gw_x",
    "null",
    "undefined",
    "*",
    "%",
    "gw_%",
    "' or '1'='1",
    "gw_' or '1'='1'--",
    "../../sleutelring",
    "gw_" + "a" * 43,
    "gw_" + "a" * 30_000,
]


async def test_a_guessed_key_opens_nothing_and_every_guess_gets_the_same_answer(
    server: Server, keys: dict[str, str]
) -> None:
    key = keys[ZORG]
    near = [key[:-1], key + "a", key[:-1] + chr(ord(key[-1]) ^ 1), key.upper(), key.swapcase(), key[::-1]]
    shown = [f"Bearer {each}" for each in (*GUESSES, *near)]
    shown += [f"Basic {key}", f"Bearer{key}", f"Bearer Bearer {key}", f"Bearer {key},{key}", f"Bearer {key} x"]
    said = set()
    async with _client(server) as http:
        for each in shown:
            response = await http.get("/v1/postvak", headers={"authorization": each})
            said.add((response.status_code, response.text))
        for extra in ({"params": {"api_key": key}}, {"params": {"authorization": f"Bearer {key}"}}):
            response = await http.get("/v1/postvak", **extra)  # type: ignore[arg-type]
            said.add((response.status_code, response.text))
        response = await http.get("/v1/postvak", headers={"x-api-key": key, "cookie": f"authorization={key}"})
        said.add((response.status_code, response.text))
    raw = Raw(server, key)
    for odd in (b"\xff\xfe", key.encode() + b"\xff", key.encode() + b"\xc2\xa0"):
        answer = await raw.say(b"GET /v1/postvak HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + odd + b"\r\n\r\n")
        assert statuses(answer) == [401], answer
    assert {status for status, _ in said} == {401}
    assert len(said) == 1, "no guess says how near it was"


async def test_two_keys_at_once_are_never_two_callers(server: Server, keys: dict[str, str]) -> None:
    raw = Raw(server, keys[ZORG])
    second = b"Authorization: Bearer " + keys[VENLO].encode()
    for lines in ((second,), (b"X-Original-Authorization: " + second[15:],)):
        said = await raw.say(raw.post(*lines, b"Content-Length: 2", body=b"{}", path=b"/v1/clienten"))
        assert statuses(said)[0] in {400, 401, 403}, said


LIES = {
    "Namens": VENLO,
    "X-HTTP-Method-Override": "DELETE",
    "X-Original-URL": "/v1/leveringen",
    "X-Rewrite-URL": "/v1/leveringen",
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Prefix": "/v1/../",
    "Forwarded": "for=127.0.0.1;by=0983",
    "X-Client-Cert": "-----BEGIN CERTIFICATE-----",
    "X-Remote-User": VENLO,
}


async def test_a_header_that_claims_to_be_another_changes_nothing(server: Server, keys: dict[str, str]) -> None:
    """Who is calling follows from the key; only an intermediary may name a party, only a known proxy a certificate."""
    async with _caller(server, keys[ZORG]) as http:
        plain = await http.get("/v1/postvak")
        for name, value in LIES.items():
            response = await http.get("/v1/postvak", headers={name: value})
            assert (response.status_code, response.json()) == (200, plain.json()), name
            assert (await http.get("/v1/signalen", headers={name: value})).status_code == 403, name
    async with _client(server) as http:
        for name, value in LIES.items():
            assert (await http.get("/v1/postvak", headers={name: value})).status_code == 401, name


async def test_a_body_that_claims_to_be_compressed_is_taken_as_it_is(server: Server, keys: dict[str, str]) -> None:
    async with _caller(server, keys[ZORG]) as http:
        for coding in ("gzip", "deflate", "br", "zstd", "gzip, gzip, gzip"):
            data = b"\x1f\x8b\x08\x00" + b"\x00" * 1000
            response = await http.post("/v1/berichten", content=data, headers={"content-encoding": coding})
            assert response.status_code in {415, 400}, coding


async def test_200_connections_that_say_nothing_keep_nobody_out(server: Server, keys: dict[str, str]) -> None:
    parts = urlsplit(server.url)
    silent = [socket.create_connection((parts.hostname, parts.port)) for _ in range(200)]
    try:
        for each in silent[::2]:
            each.sendall(b"POST /v1/berichten HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n")
        async with _caller(server, keys[ZORG]) as http, asyncio.timeout(10):
            assert (await http.get("/v1/postvak")).status_code == 200
    finally:
        for each in silent:
            each.close()


def _crowd(server: Server, head: bytes, address: str = "127.0.0.3") -> list[socket.socket]:
    """Yield this many connections from one address on which this was sent, and nothing is read."""
    parts = urlsplit(server.url)
    crowd = []
    for _ in range(205):
        each = socket.socket()
        each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        each.bind((address, 0))
        each.connect((parts.hostname, parts.port))
        each.sendall(head)
        crowd.append(each)
    return crowd


def _half(path: bytes, key: bytes = b"") -> bytes:
    """Return a head, and one byte of the body."""
    who = b"Authorization: Bearer " + key + b"\r\n" if key else b""
    kind = b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    return b"POST " + path + b" HTTP/1.1\r\nHost: x\r\n" + who + kind


BUNDLE = b"/static-offline-docs/swagger-ui-bundle.js"
"""The largest answer to a stranger."""


@pytest.mark.parametrize(
    "head",
    [
        _half(b"/v1/clienten"),
        _half(b"/v1/toewijzingen"),
        _half(b"/v1/berichten"),
        _half(b"/v1/clienten", b"gw_x_y"),
        _half(b"/nergens"),
        b"GET " + BUNDLE + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=["clienten", "toewijzingen", "berichten", "a key of nobody", "nowhere", "unread file", "unread answers"],
)
async def test_205_connections_of_strangers_keep_nobody_out(server: Server, keys: dict[str, str], head: bytes) -> None:
    crowd = _crowd(server, head)
    try:
        await asyncio.sleep(0.3)
        async with _caller(server, keys[ZORG]) as http, asyncio.timeout(25):
            assert (await http.get("/v1/postvak")).status_code == 200
    finally:
        for each in crowd:
            each.close()


async def test_205_half_requests_of_one_caller_keep_no_other_out(server: Server, keys: dict[str, str]) -> None:
    crowd = _crowd(server, _half(b"/v1/clienten", keys[VENLO].encode()), "127.0.0.4")
    try:
        async with asyncio.timeout(10):
            while len(select.select(crowd, [], [], 0)[0]) < 105:  # noqa: ASYNC110 - refused, for the others fill half
                await asyncio.sleep(0.02)
        async with _caller(server, keys[ZORG]) as http, asyncio.timeout(10):
            assert (await http.get("/v1/postvak")).status_code == 200
        [refused, *_], _, _ = select.select(crowd, [], [], 0)
        assert b"te-veel-tegelijk" in refused.recv(4096)
    finally:
        for each in crowd:
            each.close()
