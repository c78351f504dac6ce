"""Every answer has the headers that keep a browser from running, framing or keeping it."""

import asyncio
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from hashlib import sha256

import httpx
import pytest

from gateway.api.http.safe_headers import SAFE_HEADERS
from gateway.store.db.database import Database
from tests.e2e.routes import ROUTES, Situation
from tests.support.api.application import Api, Clock, an_api
from tests.support.api.parties import BEHEER, VENLO, ZORG, problem
from tests.support.api.server import PROXY, Server

OPEN: tuple[str, ...] = ("/health/live", "/health/ready", "/docs", "/docs/oauth2-redirect", "/openapi.json")


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
        partij = await api.caller(code)
        for _, request, _ in ROUTES:
            method, path, rest = request(found)
            answers.append(await partij.http.request(method, path, **rest))
    async with api.http() as nobody:
        for path in OPEN:
            for method in ("GET", "HEAD", "POST", "OPTIONS", "DELETE", "TRACE"):
                answers.append(await nobody.request(method, path))
    return answers


@pytest.mark.no_cover
async def test_every_answer_has_the_safe_headers(api: Api, made: Situation) -> None:
    answers = await _requests(api, made)
    assert {each.status_code // 100 for each in answers} == {2, 4}
    for each in answers:
        assert _safe(each), (each.request.method, each.request.url, each.headers)


async def test_a_refusal_at_the_gate_and_an_error_nobody_foresaw_have_them_too(dsn: str, clock: Clock) -> None:
    reached, let_go = asyncio.Event(), asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        reached.set()
        yield b"<"
        await let_go.wait()

    async with an_api(dsn, clock, max_requests=1) as api, api.http(api.keys[ZORG]) as http:
        first = asyncio.create_task(http.post("/v1/berichten", content=slow()))
        await reached.wait()
        response = await http.get("/v1/postvak")
        let_go.set()
        assert _safe(await first)
        problem(response, 503, "te-druk")
        assert _safe(response)
    async with an_api(dsn, clock) as api, api.http("gw_x") as http:
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
