"""Bodies, taken in while counting: what is too large is refused before it is in memory."""

from email.message import Message as Headed

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.api.problems import Problem
from gateway.standard.xml import MAX_BYTES, XmlProblem
from gateway.standard.xml_encoding import TAKEN, check_charset

XML_TYPES = ("application/xml", "text/xml", "application/octet-stream")
ZIP = "application/zip"
XML_PATHS = ("/v1/berichten", "/v1/validaties")
"""Where `xml_body` counts; everywhere else a body is JSON."""
MAX_JSON = 1024 * 1024


class JsonLimit:
    """A JSON body is at most 1 MB, whoever sends it: it is read before anyone asks for a key.

    (FastAPI's own max_body_size answers in plain text.)
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in XML_PATHS:
            await self.app(scope, receive, send)
            return
        size = 0

        async def counted() -> Message:
            nonlocal size
            if _length(Headers(scope=scope)) > MAX_JSON:
                raise Problem(413, None, "De inhoud is groter dan 1 MB.")
            message = await receive()
            size += len(message.get("body", b""))
            if size > MAX_JSON:
                raise Problem(413, None, "De inhoud is groter dan 1 MB.")
            return message

        await self.app(scope, counted, send)


def _length(headers: Headers) -> int:
    """What Content-Length says; 0 when it says nothing."""
    given = headers.get("content-length", "")
    return int(given) if given.isdecimal() else 0


def media_type(request: Request) -> str:
    """What kind of body the request says it has."""
    return request.headers.get("content-type", "application/xml").partition(";")[0].strip().lower()


async def xml_body(request: Request) -> bytes:
    """The bytes of the request. Raises Problem 415 for another media type or charset, 413 beyond 25 MB."""
    if media_type(request) not in XML_TYPES:
        raise Problem(415)
    data = await body(request)
    if charset := _charset(request):
        try:
            check_charset(charset, data)
        except XmlProblem as problem:
            raise Problem(415, None, problem.melding) from None
    return data


def _charset(request: Request) -> str | None:
    """The charset that Content-Type names, if any."""
    header = Headed()
    header["content-type"] = request.headers.get("content-type", "application/xml")
    return header.get_content_charset()


async def body(request: Request) -> bytes:
    """The bytes of the request, whatever they are. Raises Problem 413 beyond 25 MB."""
    if _length(request.headers) > MAX_BYTES:
        raise Problem(413)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BYTES:
            raise Problem(413)
        chunks.append(chunk)
    return b"".join(chunks)


REQUEST_BODY = {
    "requestBody": {
        "required": True,
        "description": f"Het bericht: XML in {TAKEN}; hoogstens 25 MB.",
        "content": {"application/xml": {"schema": {"type": "string"}}},
    }
}
"""How OpenAPI describes such a body."""
ZIP_OR_XML = {
    "requestBody": {
        "required": True,
        "description": f"Het bericht: XML in {TAKEN}; of een zip met berichten. Hoogstens 25 MB.",
        "content": {
            "application/xml": {"schema": {"type": "string"}},
            ZIP: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}
