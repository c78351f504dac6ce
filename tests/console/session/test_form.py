"""A form is read into memory, within bounds; what is no form is refused."""

import pytest
from fastapi import Request
from starlette.types import Message

from gateway.console.session import form
from gateway.console.session.form import MAX_FORM_BYTES, file_in, read_form, text_in, texts_in
from gateway.exchange.kernel.refusals import Invalid

MULTIPART = "multipart/form-data; boundary=x"
URL_ENCODED = "application/x-www-form-urlencoded"


def posted(content_type: str, *chunks: bytes) -> Request:
    waiting = list(chunks)

    async def receive() -> Message:
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    headers = [(b"content-type", content_type.encode())]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, receive)


def part(name: str, content: bytes, filename: str = "") -> bytes:
    file = f'; filename="{filename}"' if filename else ""
    return f'--x\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + content + b"\r\n"


async def test_fields_and_boxes_are_read() -> None:
    found = await read_form(posted(URL_ENCODED, b"a=+1+&b=x&", b"b=y"))
    assert text_in(found, "a") == "1"
    assert text_in(found, "c") == ""
    assert texts_in(found, "b") == ["x", "y"]
    assert await file_in(found, "a") == b""


async def test_a_file_stays_in_memory() -> None:
    content = b"<xml>" * 1_000_000
    found = await read_form(posted(MULTIPART, part("bestand", content, "a.xml"), part("doel", b"toets"), b"--x--\r\n"))
    file = found["bestand"]
    assert not isinstance(file, str)
    assert file.file._rolled is False  # type: ignore[attr-defined]
    assert await file_in(found, "bestand") == content
    assert text_in(found, "doel") == "toets"
    assert text_in(found, "bestand") == ""


@pytest.mark.parametrize(("content_type", "body"), [("application/json", b"{}"), ("", b"a=1"), (MULTIPART, b"--y nee")])
async def test_what_is_no_form_is_refused(content_type: str, body: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        await read_form(posted(content_type, body))
    assert refused.value.problem == "geen-formulier"


async def test_a_form_of_more_than_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_FORM_BYTES > 25 * 1024 * 1024
    monkeypatch.setattr(form, "MAX_FORM_BYTES", 10)
    with pytest.raises(Invalid) as refused:
        await read_form(posted(URL_ENCODED, b"a=12345", b"67890"))
    assert refused.value.problem == "te-groot"


@pytest.mark.parametrize("content_type", [URL_ENCODED, MULTIPART])
async def test_too_many_fields_are_refused(content_type: str) -> None:
    many = b"a=1&" * 600 if content_type == URL_ENCODED else part("a", b"1") * 600 + b"--x--\r\n"
    with pytest.raises(Invalid):
        await read_form(posted(content_type, many))
