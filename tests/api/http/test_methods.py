"""HEAD is GET without a body, and a method that an address lacks is answered with those it has."""

import asyncio
import re

import httpx
import pytest
from fastapi.routing import APIRoute

from tests.e2e.routes import ROUTES, Situation, on_record
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, Caller, problem
from tests.support.api.server import Server

OPEN: tuple[str, ...] = ("/health/live", "/health/ready", "/docs", "/docs/oauth2-redirect", "/openapi.json")


UNNAMED = {"date", "x-request-id"}
"""Headers that differ from one answer to the next."""


def _said(response: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name not in UNNAMED}


@pytest.mark.no_cover
async def test_b11_head_is_get_without_a_body(api: Api, venlo: Caller, zorg: Caller, made: Situation) -> None:
    gets = {path for path, method in ((r(made)[1], r(made)[0]) for _, r, _ in ROUTES) if method == "GET"}
    beheer = await api.caller(BEHEER)
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


async def test_b11_head_on_what_is_personal_is_on_record_as_a_look(api: Api, venlo: Caller) -> None:
    client = await venlo.register()
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


@pytest.mark.no_cover
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
