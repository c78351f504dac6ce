"""XML bodies, taken in while counting: what is too large is refused before it is in memory."""

from fastapi import Request

from gateway.api.problems import Problem
from gateway.standard.xml import MAX_BYTES

XML_TYPES = ("application/xml", "text/xml", "application/octet-stream")


async def xml_body(request: Request) -> bytes:
    """The bytes of the request. Raises Problem 415 for another media type, 413 beyond 25 MB."""
    media = request.headers.get("content-type", "application/xml").partition(";")[0].strip().lower()
    if media not in XML_TYPES:
        raise Problem(415)
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > MAX_BYTES:
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
        "description": "Het bericht: XML in UTF-8, hoogstens 25 MB.",
        "content": {"application/xml": {"schema": {"type": "string"}}},
    }
}
"""How OpenAPI describes such a body."""
