"""Request bodies, counted while they are read: one that is too large is refused before it is in memory."""

from email.message import Message as Headed
from typing import Final

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.api.http.problems import Problem
from gateway.api.http.trail import REQUEST_ID_HEADER
from gateway.exchange.kernel.gateway import off_loop
from gateway.standard.files.formats import format_of, is_zip
from gateway.standard.identifiers import mask_in_text
from gateway.standard.xml.encoding import TAKEN, check_charset
from gateway.standard.xml.parse import MAX_BYTES, XmlProblem

ZIP: Final = "application/zip"
ZIPS: Final = (ZIP, "application/x-zip-compressed", "application/x-zip")
"""Media types of a zip file; Windows uses the second."""
_JSON: Final = "application/json"

_BYTES: Final = "application/octet-stream"
"""Media type of bytes of whatever kind: what they are is seen from the content."""
XML_TYPES = ("application/xml", "text/xml", _BYTES)
XML_PATHS = ("/v1/berichten", "/v1/validaties", "/koppelvlakken/ggk")
"""Paths where `xml_body` reads the body."""
CSV_PATHS = tuple(
    f"/v1/{register}/csv{check}" for register in ("contracten", "tarieven") for check in ("", "/controle")
)
"""Paths where `csv_body` reads the body; on any path that is in neither list a body is JSON."""
CSV_TYPES: Final = ("text/csv", "application/csv", "application/vnd.ms-excel", _BYTES)
"""Media types of a CSV file; a browser on Windows with Excel uses the third."""
MAX_CSV_BYTES = 2 * 1024 * 1024
MAX_JSON_BYTES = 1024 * 1024
_MAX_LENGTH_DIGITS = 18
"""Digits of Content-Length that are looked at: Python refuses to read a number of thousands of digits."""
_MAX_SHOWN_CHARS: Final = 60
"""Characters of a header that a problem document repeats."""
_SEND_XML_OR_ZIP: Final = "Stuur XML, met Content-Type application/xml, of een zip met berichten, met application/zip."
_SEND_CSV: Final = "Bewaar het blad als CSV en stuur dat, met Content-Type text/csv."
_SEND_XML: Final = "Stuur XML, met Content-Type application/xml."


class JsonLimit:
    """Middleware that refuses a JSON body over 1 MB, compressed, or not declared as JSON.

    (FastAPI's own max_body_size answers in plain text.)
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in (*XML_PATHS, *CSV_PATHS):
            await self.app(scope, receive, send)
            return
        size = 0

        async def counted() -> Message:
            nonlocal size
            headers = Headers(scope=scope)
            if content_length(headers) > MAX_JSON_BYTES:
                raise Problem(413, None, "De inhoud is groter dan 1 MB.")
            _check_plain(headers)
            message = await receive()
            if not size and message.get("body"):
                _check_json(headers)
            size += len(message.get("body", b""))
            if size > MAX_JSON_BYTES:
                raise Problem(413, None, "De inhoud is groter dan 1 MB.")
            return message

        await self.app(scope, counted, send)


def content_length(headers: Headers) -> int:
    """Return Content-Length; 0 when it is missing or no number."""
    given = headers.get("content-length", "")
    return int(given[:_MAX_LENGTH_DIGITS]) if given.isdecimal() else 0


def printable(value: str) -> str:
    """Return the value of a header as a problem document may repeat it: short, printable and without a BSN."""
    return mask_in_text("".join(each for each in value if each.isascii() and each.isprintable())[:_MAX_SHOWN_CHARS])


def _check_plain(headers: Headers) -> None:
    """Raise Problem 415 when the request says that its body is compressed."""
    encodings = [each.strip() for each in ",".join(headers.getlist("content-encoding")).split(",")]
    packed = [each for each in encodings if each and each.lower() != "identity"]
    if packed:
        raise Problem(
            415,
            "ingepakt",
            f"De inhoud is volgens de header Content-Encoding ingepakt ({printable(', '.join(packed))}). Stuur haar "
            "onverpakt, zonder Content-Encoding; berichten kunnen wel samen in een zip naar POST /v1/berichten.",
            {"accept-encoding": "identity"},
        )


def _check_json(headers: Headers) -> None:
    """Raise Problem 415 when the request doesn't say that its body is JSON."""
    given = headers.get("content-type")
    kind = (given or "").partition(";")[0].strip().lower()
    if kind != _JSON and not (kind.startswith("application/") and kind.endswith("+json")):
        said = "De header Content-Type ontbreekt" if given is None else f'Content-Type is "{printable(given)}"'
        raise Problem(415, None, f"{said}. Stuur JSON, met Content-Type application/json.")


def media_type(request: Request) -> str:
    """Return the media type of Content-Type in lower case; application/xml when it is missing."""
    return request.headers.get("content-type", "application/xml").partition(";")[0].strip().lower()


async def xml_body(request: Request) -> bytes:
    """Return the bytes of a request that holds XML. Raises Problem 413 beyond 25 MB.

    Raises Problem 415 when they are something else than XML, or in another charset than Content-Type says.
    """
    _check_xml_type(request, _SEND_XML)
    return _xml_in(request, await body(request), _SEND_XML)


async def xml_or_zip_body(request: Request) -> tuple[bytes, bool]:
    """Return the bytes of a request that holds XML or a zip, and whether they are a zip. Raises as `xml_body`."""
    kind = media_type(request)
    if kind not in ZIPS:
        _check_xml_type(request, _SEND_XML_OR_ZIP)
    data = await body(request)
    found = format_of(data)
    if kind in ZIPS or (kind == _BYTES and found is not None and is_zip(found)):
        if found is not None and not is_zip(found):
            raise Problem(415, None, f"De inhoud is {found}{_claimed_type(request)}. {_SEND_XML_OR_ZIP}")
        return data, True
    return _xml_in(request, data, _SEND_XML_OR_ZIP), False


def _check_xml_type(request: Request, instead: str) -> None:
    if media_type(request) not in XML_TYPES:
        given = printable(request.headers.get("content-type", ""))
        raise Problem(415, None, f'Content-Type is "{given}". {instead}')


def _xml_in(request: Request, data: bytes, instead: str) -> bytes:
    """Return the bytes. Raises Problem 415 unless they may be XML in the charset of Content-Type."""
    if (found := format_of(data)) is not None:
        raise Problem(415, None, f"De inhoud is {found}{_claimed_type(request)}. {instead}")
    if charset := _charset(request):
        try:
            check_charset(charset, data)
        except XmlProblem as problem:
            raise Problem(415, None, problem.text) from None
    return data


async def csv_body(request: Request) -> bytes:
    """Return the bytes of a request that holds CSV. Raises Problem 413 beyond 2 MB, 415 when it is something else."""
    given = request.headers.get("content-type", "")
    if given.partition(";")[0].strip().lower() not in CSV_TYPES:
        raise Problem(415, None, f'Content-Type is "{printable(given)}". {_SEND_CSV}')
    if content_length(request.headers) > MAX_CSV_BYTES or len(data := await body(request)) > MAX_CSV_BYTES:
        raise Problem(413, None, "De inhoud is groter dan 2 MB.")
    if (found := format_of(data)) is not None:
        raise Problem(415, None, f"De inhoud is {found}{_claimed_type(request)}. {_SEND_CSV}")
    return data


def _claimed_type(request: Request) -> str:
    """Return the words about Content-Type in a problem about the kind of body."""
    given = request.headers.get("content-type")
    return " (de header Content-Type ontbreekt)" if given is None else f", en Content-Type zegt {printable(given)}"


def _charset(request: Request) -> str | None:
    """Return the charset in Content-Type, if any."""
    given = request.headers.get("content-type", "")
    if ";" not in given:
        return None
    header = Headed()
    header["content-type"] = given
    return header.get_content_charset()


async def body(request: Request) -> bytes:
    """Return the bytes of the request. Raises Problem 413 beyond 25 MB, 415 when they are compressed."""
    if content_length(request.headers) > MAX_BYTES:
        raise Problem(413)
    _check_plain(request.headers)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BYTES:
            raise Problem(413)
        chunks.append(chunk)
    return await off_loop(size, b"".join, chunks)


REQUEST_BODY = {
    "requestBody": {
        "required": True,
        "description": f"Het bericht: XML in {TAKEN}; hoogstens 25 MB.",
        "content": {"application/xml": {"schema": {"type": "string"}}},
    }
}
"""The OpenAPI description of the body that `xml_body` reads."""
ZIP_OR_XML = {
    "parameters": [
        {
            "name": REQUEST_ID_HEADER,
            "in": "header",
            "required": False,
            "description": "Een eigen kenmerk van deze aanvraag, dat in het log en in inzages terugkomt: 8 tot 64 "
            "tekens uit 0-9A-Za-z_-. Past het niet, of kan er een BSN in staan, dan komt er een ander voor in de "
            "plaats.",
            "schema": {"type": "string", "maxLength": 200},
        }
    ],
    "requestBody": {
        "required": True,
        "description": f"Het bericht: XML in {TAKEN}; of een zip met berichten. Hoogstens 25 MB. Met {_BYTES} blijkt "
        "uit de inhoud welk van de twee het is.",
        "content": {
            "application/xml": {"schema": {"type": "string"}},
            ZIP: {"schema": {"type": "string", "format": "binary"}},
            _BYTES: {"schema": {"type": "string", "format": "binary"}},
        },
    },
}
CSV_BODY = {
    "requestBody": {
        "required": True,
        "description": "CSV in UTF-8 of windows-1252, gescheiden door puntkomma, komma of tab; hoogstens 2 MB.",
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}
"""The OpenAPI description of the body that `csv_body` reads."""
