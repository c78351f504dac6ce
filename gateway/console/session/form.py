"""The body of a form: read into memory and nowhere else, with a bound on its size."""

from collections.abc import AsyncGenerator
from typing import Final

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from gateway.exchange.kernel.refusals import Invalid
from gateway.standard.xml.parse import MAX_BYTES

_ROOM_BYTES: Final = 64 * 1024
"""For the other fields of a form with a file, and what stands between them."""
MAX_FORM_BYTES: Final = MAX_BYTES + _ROOM_BYTES
_MAX_FIELDS: Final = 500
_MAX_FILES: Final = 2
_MULTIPART: Final = "multipart/form-data"
_URL_ENCODED: Final = "application/x-www-form-urlencoded"


class _InMemory(MultiPartParser):
    """Starlette's parser, which keeps a file in memory: it may hold personal data, and a disk remembers."""

    spool_max_size = MAX_FORM_BYTES


async def read_form(request: Request) -> FormData:
    """Return the fields and files of the form. Raises Invalid beyond 25 MB, or when it is none."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == _MULTIPART:
            return await _InMemory(
                request.headers,
                _bounded(request),
                max_files=_MAX_FILES,
                max_fields=_MAX_FIELDS,
                max_part_size=MAX_FORM_BYTES,
            ).parse()
        if kind == _URL_ENCODED:
            return await FormParser(request.headers, _bounded(request), max_fields=_MAX_FIELDS).parse()
    except MultiPartException:
        raise _none() from None
    raise _none()


def _none() -> Invalid:
    return Invalid("geen-formulier", "Dit is geen ingevuld formulier. Ga terug, en probeer het opnieuw.")


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_FORM_BYTES:
            raise Invalid("te-groot", "Wat u stuurde is groter dan 25 MB.")
        yield chunk


def text_in(form: FormData, name: str) -> str:
    """Return the text in this field, without the blanks around it; "" when there is none."""
    found = form.get(name)
    return found.strip() if isinstance(found, str) else ""


def texts_in(form: FormData, name: str) -> list[str]:
    """Return the texts of all fields of this name, such as those of ticked boxes."""
    return [each for each in form.getlist(name) if isinstance(each, str)]


async def file_in(form: FormData, name: str) -> bytes:
    """Return the content of the file in this field; b"" when there is none."""
    found = form.get(name)
    return await found.read() if isinstance(found, UploadFile) else b""
