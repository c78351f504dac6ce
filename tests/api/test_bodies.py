"""What may come in: XML up to 25 MB and JSON up to 1 MB, counted while it streams."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from gateway.api.bodies import MAX_JSON
from gateway.messages.schrijven import serialise
from gateway.standard.xml import MAX_BYTES
from tests.support.api import Api
from tests.support.partijen import Partij, problem, start

XML_ROUTES = ("/v1/berichten", "/v1/validaties")
JSON_ROUTES = ("/v1/clienten", "/v1/toewijzingen")
LIMITS = [*((route, MAX_BYTES, "25 MB") for route in XML_ROUTES), *((route, MAX_JSON, "1 MB") for route in JSON_ROUTES)]


async def chunks(total: int, sent: list[int]) -> AsyncIterator[bytes]:
    """So many bytes in pieces of 64 KB, counted in `sent` as they go."""
    piece = b" " * 65536
    while sum(sent) < total:
        sent.append(min(len(piece), total - sum(sent)))
        yield piece[: sent[-1]]
        await asyncio.sleep(0)


def media_of(route: str) -> str:
    return "application/xml" if route in XML_ROUTES else "application/json"


async def called(
    api: Api, code: str, route: str, headers: dict[str, str], body: AsyncIterator[bytes]
) -> tuple[int, bytes]:
    """Status and body of the response, the application called without a transport that reads the body first."""
    request = httpx.Request(
        "POST", f"http://x{route}", headers={**headers, "authorization": f"Bearer {api.sleutels[code]}"}
    )
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "headers": [(name.lower(), value) for name, value in request.headers.raw if name.lower() != b"content-length"]
        + ([(b"content-length", headers["content-length"].encode())] if "content-length" in headers else []),
        "scheme": "http",
        "path": route,
        "raw_path": route.encode(),
        "query_string": b"",
        "root_path": "",
        "server": ("x", 80),
        "client": ("y", 1),
    }
    said: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        try:
            return {"type": "http.request", "body": await anext(body), "more_body": True}
        except StopAsyncIteration:
            return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        said.append(message)

    await api.app(scope, receive, send)  # type: ignore[arg-type]
    return int(str(said[0]["status"])), b"".join(bytes(each.get("body", b"")) for each in said[1:])  # type: ignore[call-overload]


@pytest.mark.parametrize(("route", "limit", "named"), LIMITS)
async def test_too_much_without_a_length_is_refused_while_it_streams(
    api: Api, route: str, limit: int, named: str
) -> None:
    sent: list[int] = []
    code = "99990001" if route in XML_ROUTES else "0983"
    status, body = await called(api, code, route, {"content-type": media_of(route)}, chunks(4 * limit, sent))
    assert status == 413, body
    found = json.loads(body)
    assert found["type"].endswith(":te-groot")
    assert named in found["detail"]
    assert sum(sent) < limit + 2 * 65536


@pytest.mark.parametrize(("route", "limit", "named"), LIMITS)
async def test_a_length_over_the_limit_is_refused_before_a_byte_is_read(
    api: Api, route: str, limit: int, named: str
) -> None:
    sent: list[int] = []
    code = "99990001" if route in XML_ROUTES else "0983"
    headers = {"content-type": media_of(route), "content-length": str(limit + 1)}
    status, _ = await called(api, code, route, headers, chunks(limit + 1, sent))
    assert status == 413
    assert sent == []


@pytest.mark.parametrize("media", ["application/json", "multipart/form-data", "text/html", "image/png", "x", ""])
@pytest.mark.parametrize("route", XML_ROUTES)
async def test_another_media_type_is_refused(zorg: Partij, route: str, media: str) -> None:
    response = await zorg.http.post(route, content=serialise(start(1, "S1")), headers={"content-type": media})
    assert "application/xml" in problem(response, 415, "mediatype")["detail"]
    assert await zorg.postvak() == []


async def test_xml_under_any_of_its_names_is_taken(zorg: Partij) -> None:
    names = ("application/xml", "text/xml; charset=utf-8", "Application/XML ;charset=UTF-8", "application/octet-stream")
    for number, media in enumerate(names):
        data = serialise(start(1, f"S{number}"))
        response = await zorg.http.post("/v1/berichten", content=data, headers={"content-type": media})
        assert response.status_code == 202, media
    assert (await zorg.http.post("/v1/berichten", content=serialise(start(1, "S")))).status_code == 202


def named(data: bytes, name: str, codec: str, mark: str = "") -> bytes:
    """The message with an accent in it, in this encoding."""
    text = data.decode().replace("UTF-8", name, 1)
    at = text.index("</iwmo:Achternaam>")
    return (mark + text[:at] + "é" + text[at:]).encode(codec)


@pytest.mark.parametrize(
    ("name", "codec", "mark"),
    [
        ("ISO-8859-1", "iso-8859-1", ""),
        ("ISO-8859-15", "iso-8859-15", ""),
        ("windows-1252", "cp1252", ""),
        ("UTF-16", "utf-16-le", "\ufeff"),
        ("UTF-16", "utf-16-be", "\ufeff"),
    ],
)
@pytest.mark.parametrize("charset", [False, True])
async def test_a_message_in_another_encoding_is_taken_and_its_bytes_stay(
    zorg: Partij, name: str, codec: str, mark: str, charset: bool
) -> None:
    data = named(serialise(start(1, "S1")), name, codec, mark)
    media = f"application/xml; charset={name}" if charset else "application/xml"
    receipt = await zorg.http.post("/v1/berichten", content=data, headers={"content-type": media})
    assert receipt.status_code == 202, receipt.text
    served = await zorg.http.get(f"/v1/berichten/{receipt.json()['id']}/xml")
    assert served.content == data
    assert served.headers["content-type"] == "application/xml", "a charset would be a second opinion"
    again = await zorg.http.post("/v1/berichten", content=data, headers={"content-type": "application/xml"})
    assert again.json()["id"] == receipt.json()["id"]


@pytest.mark.parametrize("route", XML_ROUTES)
async def test_a_charset_that_contradicts_the_message_is_refused(zorg: Partij, route: str) -> None:
    data = named(serialise(start(1, "S1")), "ISO-8859-1", "iso-8859-1")
    response = await zorg.http.post(route, content=data, headers={"content-type": "application/xml; charset=utf-8"})
    assert "charset" in problem(response, 415, "mediatype")["detail"]
    assert await zorg.postvak() == []


async def test_a_doctype_in_utf16_is_refused(zorg: Partij) -> None:
    data = '\ufeff<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'.encode(
        "utf-16-le"
    )
    response = await zorg.http.post("/v1/berichten", content=data, headers={"content-type": "application/xml"})
    problem(response, 422, "xml-doctype")
