"""Registers as files: given to a person, and taken from one, first to look at and then to put in place."""

from typing import Final

from fastapi.responses import Response
from starlette.datastructures import FormData

from gateway.console.session.form import file_in, text_in
from gateway.exchange.kernel.refusals import Invalid

MAX_CSV_BYTES: Final = 2 * 1024 * 1024
SEEN: Final = "gezien"
"""The field with a file that was looked at, as hexadecimal digits: bytes that no browser changes on the way."""


def as_file(content: str | bytes, name: str) -> Response:
    """Return the CSV as a file that a browser saves."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


async def given_file(form: FormData) -> tuple[bytes, bool]:
    """Return the file in the form, and whether the person has seen what it changes. Raises Invalid beyond 2 MB."""
    seen = text_in(form, SEEN)
    try:
        data = bytes.fromhex(seen) if seen else await file_in(form, "bestand")
    except ValueError:
        data = b""
    if len(data) > MAX_CSV_BYTES:
        raise Invalid("te-groot", "Het bestand is groter dan 2 MB.")
    return data, bool(seen)
