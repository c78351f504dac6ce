"""What may come in: XML up to 25 MB and JSON up to 1 MB, counted while it streams."""

import asyncio
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import AsyncIterator, Callable
from uuid import UUID

import httpx
import pytest

from gateway.api.http.bodies import MAX_JSON_BYTES
from gateway.messages.write import serialise
from gateway.standard.xml.parse import MAX_BYTES
from tests.support.api.application import SHARED, Api
from tests.support.api.parties import VENLO, ZORG, Caller, problem, start

XML_ROUTES = ("/v1/berichten", "/v1/validaties")
JSON_ROUTES = ("/v1/clienten", "/v1/toewijzingen")
LIMITS = [
    *((route, MAX_BYTES, "25 MB") for route in XML_ROUTES),
    *((route, MAX_JSON_BYTES, "1 MB") for route in JSON_ROUTES),
]


async def chunks(total: int, sent: list[int]) -> AsyncIterator[bytes]:
    """Yield this many bytes in pieces of 64 KB, and count them in `sent`."""
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
    """Return the status and body of the response; no transport reads the body before the application does."""
    request = httpx.Request(
        "POST", f"http://x{route}", headers={**headers, "authorization": f"Bearer {api.keys[code]}"}
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


@SHARED
@pytest.mark.parametrize(("route", "limit", "named"), LIMITS)
async def test_too_much_without_a_length_is_refused_while_it_streams(
    shared_api: Api, route: str, limit: int, named: str
) -> None:
    sent: list[int] = []
    code = "99990001" if route in XML_ROUTES else "0983"
    status, body = await called(shared_api, code, route, {"content-type": media_of(route)}, chunks(4 * limit, sent))
    assert status == 413, body
    found = json.loads(body)
    assert found["type"].endswith(":te-groot")
    assert named in found["detail"]
    assert sum(sent) < limit + 2 * 65536


@SHARED
@pytest.mark.parametrize(("route", "limit", "named"), LIMITS)
async def test_a_length_over_the_limit_is_refused_before_a_byte_is_read(
    shared_api: Api, route: str, limit: int, named: str
) -> None:
    sent: list[int] = []
    code = "99990001" if route in XML_ROUTES else "0983"
    headers = {"content-type": media_of(route), "content-length": str(limit + 1)}
    status, _ = await called(shared_api, code, route, headers, chunks(limit + 1, sent))
    assert status == 413
    assert sent == []


@SHARED
@pytest.mark.parametrize("media", ["application/json", "multipart/form-data", "text/html", "image/png", "x", ""])
@pytest.mark.parametrize("route", XML_ROUTES)
async def test_another_media_type_is_refused(shared_api: Api, route: str, media: str) -> None:
    zorg = await shared_api.caller(ZORG)
    response = await zorg.http.post(route, content=serialise(start(1, "S1")), headers={"content-type": media})
    assert "application/xml" in problem(response, 415, "mediatype")["detail"]
    assert await zorg.mailbox() == []


async def test_xml_under_any_of_its_names_is_taken(zorg: Caller) -> None:
    names = ("application/xml", "text/xml; charset=utf-8", "Application/XML ;charset=UTF-8", "application/octet-stream")
    for number, media in enumerate(names):
        data = serialise(start(1, f"S{number}"))
        response = await zorg.http.post("/v1/berichten", content=data, headers={"content-type": media})
        assert response.status_code == 202, media
    assert (await zorg.http.post("/v1/berichten", content=serialise(start(1, "S")))).status_code == 202


def zipped(*names: str) -> bytes:
    """Return a zip of empty members with these names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return file.getvalue()


JSON_BODIES = [("POST", "/v1/clienten"), ("POST", "/v1/toewijzingen"), ("POST", "/v1/toewijzingen/controle")]
JSON_BODIES += [("PUT", "/v1/contracten"), ("PATCH", "/v1/toewijzingen/0983/1"), ("PUT", f"/v1/clienten/{UUID(int=1)}")]
JSON_BODIES += [
    ("POST", "/v1/toewijzingen/0983/1/controle"),
    ("POST", f"/v1/signalen/{UUID(int=1)}/afhandelen"),
]
PACKED = [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", bytes), ("x-gzip", gzip.compress)]
PACKED += [("identity, gzip", gzip.compress), ("zstd", bytes), ("verzonnen", bytes)]


@SHARED
@pytest.mark.parametrize(("encoding", "pack"), PACKED)
async def test_b09_a_packed_body_is_refused_on_every_route(
    shared_api: Api, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    venlo = await shared_api.caller(VENLO)
    zorg = await shared_api.caller(ZORG)
    for route in XML_ROUTES:
        headers = {"content-type": "application/xml", "content-encoding": encoding}
        response = await zorg.http.post(route, content=pack(serialise(start(1, "S1"))), headers=headers)
        detail = problem(response, 415, "ingepakt")["detail"]
        assert encoding.removeprefix("identity, ") in detail
        assert "zonder Content-Encoding" in detail
        assert response.headers["accept-encoding"] == "identity"
    for method, route in JSON_BODIES:
        headers = {"content-type": "application/json", "content-encoding": encoding}
        problem(await venlo.http.request(method, route, content=pack(b"{}"), headers=headers), 415, "ingepakt")
    headers = {"content-type": "application/zip", "content-encoding": encoding}
    problem(await zorg.http.post("/v1/berichten", content=pack(zipped("a.xml")), headers=headers), 415, "ingepakt")
    assert await zorg.mailbox() == []


async def test_b09_a_body_that_says_it_is_not_packed_is_taken(venlo: Caller, zorg: Caller) -> None:
    headers = {"content-type": "application/xml", "content-encoding": "Identity"}
    response = await zorg.http.post("/v1/berichten", content=serialise(start(1, "S1")), headers=headers)
    assert response.status_code == 202
    headers["content-type"] = "application/json"
    problem(await venlo.http.post("/v1/clienten", content=b"{}", headers=headers), 400)


FORMATS = [
    (zipped("a.xml"), "een zip"),
    (zipped("[Content_Types].xml", "word/document.xml"), "Office-document"),
    (gzip.compress(b"<a/>"), "gzip"),
    (b"7z\xbc\xaf\x27\x1c" + bytes(40), "7z"),
    (b"%PDF-1.7\n", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "OLE"),
    (bytes(257) + b"ustar" + bytes(250), "tar"),
    (b"\xfd7zXZ\x00" + bytes(8), "xz"),
    (b"\x28\xb5\x2f\xfd" + bytes(8), "zstd"),
]


@SHARED
@pytest.mark.parametrize(("data", "named"), FORMATS, ids=[named for _, named in FORMATS])
@pytest.mark.parametrize("media", ["application/xml", "text/xml", "application/octet-stream", None])
@pytest.mark.parametrize("route", XML_ROUTES)
async def test_b09_another_format_brought_as_xml_is_named(
    shared_api: Api, route: str, media: str | None, data: bytes, named: str
) -> None:
    zorg = await shared_api.caller(ZORG)
    if (route, media, data) == ("/v1/berichten", "application/octet-stream", FORMATS[0][0]):
        return  # taken: see the next test
    response = await zorg.http.post(route, content=data, headers={"content-type": media} if media else {})
    detail = problem(response, 415, "mediatype")["detail"]
    assert named in detail
    assert "application/xml" in detail
    assert ("application/zip" in detail) == (route == "/v1/berichten")
    assert ("Content-Type ontbreekt" in detail) == (media is None)


@pytest.mark.parametrize(
    "media",
    ["application/zip", "application/x-zip-compressed", "application/x-zip; a=b", "application/octet-stream"],
)
async def test_b09_a_zip_is_taken_under_each_of_its_names(zorg: Caller, media: str) -> None:
    data = zipped("a.xml")
    response = await zorg.http.post("/v1/berichten", content=data, headers={"content-type": media})
    assert [each["status"] for each in response.json()["berichten"]] == [400]
    problem(await zorg.http.post("/v1/validaties", content=data, headers={"content-type": media}), 415, "mediatype")
    for other, named in FORMATS[2:]:
        response = await zorg.http.post("/v1/berichten", content=other, headers={"content-type": media})
        assert named in problem(response, 415, "mediatype")["detail"]


async def test_b09_a_message_in_a_zip_that_is_no_xml_is_named(zorg: Caller) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.xml", gzip.compress(b"<a/>"))
    headers = {"content-type": "application/zip"}
    response = await zorg.http.post("/v1/berichten", content=file.getvalue(), headers=headers)
    assert "Dit is gzip, en geen XML" in response.json()["berichten"][0]["probleem"]["detail"]


@SHARED
async def test_b09_xml_that_holds_the_mark_of_a_tar_is_xml(shared_api: Api) -> None:
    zorg = await shared_api.caller(ZORG)
    data = b"<?xml version='1.0' encoding='UTF-8'?><!--"
    data += b" " * (257 - len(data)) + b"ustar -->" + serialise(start(1, "S1")).partition(b"?>")[2]
    response = await zorg.http.post("/v1/validaties", content=data, headers={"content-type": "application/xml"})
    assert response.status_code == 200, response.text


@SHARED
@pytest.mark.parametrize("media", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "x", "", None])
@pytest.mark.parametrize(("method", "route"), JSON_BODIES)
async def test_b09_json_under_another_name_is_refused(
    shared_api: Api, method: str, route: str, media: str | None
) -> None:
    venlo = await shared_api.caller(VENLO)
    headers = {} if media is None else {"content-type": media}
    response = await venlo.http.request(method, route, content=b"{}", headers=headers)
    detail = problem(response, 415, "mediatype")["detail"]
    assert detail.endswith("Stuur JSON, met Content-Type application/json.")
    assert ("ontbreekt" in detail) == (media is None)


@SHARED
async def test_b09_a_bsn_in_a_media_type_is_not_repeated(shared_api: Api) -> None:
    venlo = await shared_api.caller(VENLO)
    zorg = await shared_api.caller(ZORG)
    for partij, route in ((venlo, "/v1/clienten"), (zorg, "/v1/berichten")):
        response = await partij.http.post(route, content=b"{}", headers={"content-type": "a/999900006"})
        assert "999900006" not in problem(response, 415)["detail"]


def named(data: bytes, name: str, codec: str, mark: str = "") -> bytes:
    """Return the message with an accent in it, in this encoding."""
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
    zorg: Caller, name: str, codec: str, mark: str, charset: bool
) -> None:
    data = named(serialise(start(1, "S1")), name, codec, mark)
    media = f"application/xml; charset={name}" if charset else "application/xml"
    receipt = await zorg.http.post("/v1/berichten", content=data, headers={"content-type": media})
    assert receipt.status_code == 202, receipt.text
    served = await zorg.http.get(f"/v1/berichten/{receipt.json()['berichtId']}/xml")
    assert served.content == data
    assert served.headers["content-type"] == "application/xml", "a charset would be a second opinion"
    again = await zorg.http.post("/v1/berichten", content=data, headers={"content-type": "application/xml"})
    assert again.json()["berichtId"] == receipt.json()["berichtId"]


@SHARED
@pytest.mark.parametrize("route", XML_ROUTES)
async def test_a_charset_that_contradicts_the_message_is_refused(shared_api: Api, route: str) -> None:
    zorg = await shared_api.caller(ZORG)
    data = named(serialise(start(1, "S1")), "ISO-8859-1", "iso-8859-1")
    response = await zorg.http.post(route, content=data, headers={"content-type": "application/xml; charset=utf-8"})
    assert "charset" in problem(response, 415, "mediatype")["detail"]
    assert await zorg.mailbox() == []


@SHARED
async def test_a_doctype_in_utf16_is_refused(shared_api: Api) -> None:
    zorg = await shared_api.caller(ZORG)
    data = '\ufeff<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'.encode(
        "utf-16-le"
    )
    response = await zorg.http.post("/v1/berichten", content=data, headers={"content-type": "application/xml"})
    problem(response, 400, "xml-doctype")
