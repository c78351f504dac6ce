"""What a browser, a monitor, a terminal and a caller who hangs up may expect of every route."""

import asyncio
import json
import re
import socket
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Iterator
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from fastapi.routing import APIRoute

from gateway.api.http.safe_headers import SAFE_HEADERS
from gateway.messages.write import serialise
from gateway.store.db.database import Database
from tests.e2e.conftest import PROXY
from tests.e2e.routes import ROUTES, Situation, on_record, situation
from tests.support.api.application import Api, Klok, an_api
from tests.support.api.parties import BEHEER, CLIENT, VENLO, ZORG, Partij, enrol, problem, start
from tests.support.api.server import Server
from tests.support.store.key_ring import vault
from tests.support.store.postgres import Template, create_database, drop_database

OPEN: tuple[str, ...] = ("/health/live", "/health/ready", "/docs", "/docs/oauth2-redirect", "/openapi.json")
OPEN += ("/static-offline-docs/swagger-ui.css", "/metrics", "/nergens", "/v1/berichten/%00", "/v1/berichten/%ff")
UNNAMED = {"date", "x-request-id"}
"""Headers that differ from one answer to the next."""


def _said(response: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name not in UNNAMED}


def _safe(response: httpx.Response) -> bool:
    """Return whether the answer has all safe headers, each once; of a page the policy is its own."""
    for name, value in SAFE_HEADERS.items():
        said = response.headers.get_list(name)
        page = name == "content-security-policy" and response.headers.get("content-type", "").startswith("text/html")
        if len(said) != 1 or (said[0] != value and not page):
            return False
    return "strict-transport-security" not in response.headers


async def _requests(api: Api, found: Situation) -> list[httpx.Response]:
    """Return the answers to each route for each kind of caller, for nobody, and to what there is for everybody."""
    answers = []
    for code in (VENLO, ZORG, BEHEER):
        partij = await api.als(code)
        for _, request, _ in ROUTES:
            method, path, rest = request(found)
            answers.append(await partij.http.request(method, path, **rest))
    async with api.http() as nobody:
        for path in OPEN:
            for method in ("GET", "HEAD", "POST", "OPTIONS", "DELETE", "TRACE"):
                answers.append(await nobody.request(method, path))
    return answers


async def test_every_answer_has_the_safe_headers(api: Api, venlo: Partij, zorg: Partij) -> None:
    answers = await _requests(api, await situation(api, venlo, zorg))
    assert {each.status_code // 100 for each in answers} == {2, 4}
    for each in answers:
        assert _safe(each), (each.request.method, each.request.url, each.headers)


async def test_a_refusal_at_the_gate_and_an_error_nobody_foresaw_have_them_too(dsn: str, klok: Klok) -> None:
    reached, let_go = asyncio.Event(), asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        reached.set()
        yield b"<"
        await let_go.wait()

    async with an_api(dsn, klok, max_requests=1) as api, api.http(api.sleutels[ZORG]) as http:
        first = asyncio.create_task(http.post("/v1/berichten", content=slow()))
        await reached.wait()
        response = await http.get("/v1/postvak")
        let_go.set()
        assert _safe(await first)
        problem(response, 503, "te-druk")
        assert _safe(response)
    async with an_api(dsn, klok) as api, api.http("gw_x") as http:
        del api.app.state.doors
        response = await http.get("/v1/postvak")
        problem(response, 500, "onverwachte-fout")
        assert _safe(response)


async def test_the_documentation_may_run_its_own_scripts_and_no_others(api: Api) -> None:
    async with api.http() as http:
        for path in ("/docs", "/docs/oauth2-redirect"):
            page = await http.get(path)
            policy = dict(
                each.strip().partition(" ")[::2] for each in page.headers["content-security-policy"].split(";")
            )
            inline = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
            assert inline
            hashes = [f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in inline]
            assert policy["script-src"].split() == ["'self'", *hashes]
            assert policy["frame-ancestors"] == policy["default-src"] == "'none'"
            assert page.text.count("<script") == len(inline) + page.text.count("<script src=")
            for address in re.findall(r'(?:src|href)="([^"]*)"', page.text):
                assert (await http.get(address)).status_code == 200, "its own files, of this host"


async def test_https_is_asked_for_where_the_caller_used_it(server: Server, server_db: Database) -> None:
    """By the word of the proxy that is trusted, and of nobody else."""
    for local, proto, told in ((PROXY, "https", True), (PROXY, "http", False), ("127.0.0.1", "https", False)):
        transport = httpx.AsyncHTTPTransport(local_address=local)
        async with httpx.AsyncClient(transport=transport, base_url=server.url, trust_env=False) as http:
            for path in ("/health/live", "/nergens"):
                response = await http.get(path, headers={"x-forwarded-proto": proto})
                assert ("strict-transport-security" in response.headers) == told, (local, proto)


async def test_b11_head_is_get_without_a_body(api: Api, venlo: Partij, zorg: Partij) -> None:
    found = await situation(api, venlo, zorg)
    gets = {path for path, method in ((r(found)[1], r(found)[0]) for _, r, _ in ROUTES) if method == "GET"}
    beheer = await api.als(BEHEER)
    for partij, paths in ((venlo, gets), (zorg, gets), (beheer, {*gets, *OPEN})):
        for path in paths:
            get, head = await partij.http.get(path), await partij.http.head(path)
            assert head.status_code == get.status_code, path
            assert head.content == b""
            if not path.startswith(("/metrics", "/v1/inzages")):  # which grow with each request
                assert _said(head) == _said(get), path
            assert head.headers["content-type"] == get.headers["content-type"]


async def test_b11_head_over_the_wire_has_the_length_of_get_and_no_body(server: Server) -> None:
    """Two on one connection: a body would be taken for the second answer."""
    parts = httpx.URL(server.url)
    reader, writer = await asyncio.open_connection(parts.host, parts.port)
    http = httpx.AsyncClient(base_url=server.url, trust_env=False)
    for path in (b"/health/live", b"/docs", b"/openapi.json", b"/nergens"):
        writer.write(b"HEAD " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)).lower()
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        assert length == len((await http.get(path.decode())).content)
    await http.aclose()
    writer.close()


async def test_b11_head_on_what_is_personal_is_on_record_as_a_look(api: Api, venlo: Partij) -> None:
    client = await venlo.schrijf_in()
    before = len(await on_record(api))
    assert (await venlo.http.head(f"/v1/clienten/{client}")).status_code == 200
    assert [each["actie"] for each in (await on_record(api))[before:]] == ["GET /v1/clienten/{id}"]


def _addresses(api: Api) -> dict[str, set[str]]:
    """Return the methods of each address, by what the application says it has."""
    found: dict[str, set[str]] = {}
    for route in api.app.routes:
        if isinstance(route, APIRoute):
            found.setdefault(route.path, set()).update(route.methods or ())
    return found


async def test_b11_another_method_is_told_which_there_are(api: Api) -> None:
    async with api.http() as http:
        addresses = _addresses(api)
        assert addresses["/v1/clienten/{id}"] == {"GET", "PUT"}
        for path, methods in addresses.items():
            allowed = methods | ({"HEAD"} if "GET" in methods else set())
            at = re.sub(r"\{[^}]*\}", "1", path)
            for method in {"OPTIONS", "TRACE", "DELETE", "PUT", "PATCH", "POST", "HEAD", "PROPFIND"} - allowed:
                response = await http.request(method, at)
                assert response.status_code == 405, (method, at)
                assert set(response.headers["allow"].split(", ")) == allowed, (method, at)
                if method != "HEAD":
                    assert response.headers["allow"] in problem(response, 405, "methode-niet-toegestaan")["detail"]
        response = await http.post("/static-offline-docs/swagger-ui.css")
        problem(response, 405)
        assert response.headers["allow"] == "GET, HEAD"


PURPOSES = ["cliëntgesprek", "coördinatie", "naïef, één keer (öok)", "gewoon"]


@pytest.mark.parametrize("coding", ["utf-8", "latin-1"])
@pytest.mark.parametrize("purpose", PURPOSES)
async def test_b12_a_purpose_is_read_as_it_was_written(api: Api, venlo: Partij, purpose: str, coding: str) -> None:
    client = await venlo.schrijf_in()
    response = await venlo.http.get(f"/v1/clienten/{client}", headers={b"Doel": purpose.encode(coding)})
    assert response.status_code == 200, response.text
    assert (await on_record(api))[-1]["doel"] == purpose
    shown = (await venlo.http.get("/v1/inzages", params={"client": client})).json()["inzages"]
    assert purpose in [each["doel"] for each in shown]


async def test_b12_a_letter_and_its_accent_are_one(api: Api, venlo: Partij) -> None:
    client = await venlo.schrijf_in()
    headers = {b"Doel": "clie\N{COMBINING DIAERESIS}nt".encode()}
    assert (await venlo.http.get(f"/v1/clienten/{client}", headers=headers)).status_code == 200
    assert (await on_record(api))[-1]["doel"] == "cliënt"


@pytest.mark.parametrize(
    ("purpose", "word"),
    [
        ("gesprek 3", "een cijfer"),
        ("999900006", "een cijfer"),
        ("gesprek €", "'€' (U+20AC)"),
        ("łódź", "'ł' (U+0142)"),
        ("a", "heeft 1 tekens"),
        ("a" * 81, "heeft 81 tekens"),
        ("wat\N{NO-BREAK SPACE}nu", "U+00A0"),
    ],
)
async def test_b12_a_purpose_that_cannot_be_is_told_which_letter_it_is(venlo: Partij, purpose: str, word: str) -> None:
    response = await venlo.http.get("/v1/signalen", headers={b"Doel": purpose.encode()})
    detail = problem(response, 422, "doel-ongeldig")["detail"]
    assert word in detail
    assert "999900006" not in detail


ODD = ["%00", "%ff", "%c3%28", "%ed%a0%80", "%", "%zz", "%F0%9F%98%80", "\N{LATIN SMALL LETTER E WITH DIAERESIS}"]


@pytest.mark.parametrize("odd", ODD)
async def test_b12_an_address_with_odd_bytes_is_no_error_of_ours(api: Api, odd: str) -> None:
    for code in (VENLO, ZORG, BEHEER):
        partij = await api.als(code)
        for path, methods in _addresses(api).items():
            at = re.sub(r"\{[^}]*\}", odd, path)
            for method in methods & {"GET", "PUT", "PATCH", "POST"}:
                for address in (at, f"{at}?na={odd}&aantal={odd}&code={odd}&ontvanger={odd}&client={odd}&{odd}={odd}"):
                    response = await partij.http.request(method, address, headers={b"idempotency-key": b"a\xff\xe9"})
                    assert response.status_code < 500, (method, address, response.text)
                    if response.status_code >= 400:
                        problem(response, response.status_code)


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
    """Return what the log says after so many characters."""
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
