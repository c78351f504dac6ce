"""Files as answers. A list is CSV or XLSX, chosen by `formaat` or Accept.

It is written a page at a time so that memory stays bounded, and the read record of each page before that page goes out.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import IO, Annotated, Any, Final, Literal, TypeVar
from uuid import UUID

from fastapi import Depends, Query, Request
from fastapi.responses import Response, StreamingResponse

from gateway.api.http.accept import accept_of, preferred
from gateway.api.http.reads import record_more
from gateway.exchange.kernel.sheets import CSV_MARK, Value, Workbook, csv_lines

T = TypeVar("T")

Format = Literal["json", "csv", "xlsx"]
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        }
    }
}
"""The OpenAPI description of an answer that can be a file too."""
CSV_UTF8: Final = "text/csv; charset=utf-8"
"""Media type of a CSV file that we write."""
CSV_FILE: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}
"""The OpenAPI description of an answer that is a file with CSV."""
PDF: Final = "application/pdf"
PDF_FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}
}
"""The OpenAPI description of an answer that is a PDF."""
_ACCEPTED: Final[dict[str, Format]] = {"application/json": "json", "text/csv": "csv", XLSX: "xlsx"}
_PIECE_BYTES: Final = 64 * 1024


async def _format(
    request: Request,
    formaat: Annotated[
        Format | None,
        Query(
            description="csv of xlsx: de hele lijst als bestand, zonder bladzijden (na en aantal doen er niet toe). "
            "Mag ook met Accept."
        ),
    ] = None,
) -> Format:
    if formaat is not None:
        return formaat
    found = preferred(accept_of(request.scope), tuple(_ACCEPTED))
    return "json" if found is None else _ACCEPTED[found]


TheFormat = Annotated[Format, Depends(_format)]
"""A dependency: the form in which the caller wants the list."""


async def export(
    request: Request,
    wanted: Format,
    name: str,
    head: Sequence[str],
    pages: AsyncIterator[list[T]],
    row_of: Callable[[T], Sequence[Value]],
    clients_of: Callable[[T], Iterable[UUID | None]] = lambda _: (),
) -> Response:
    """Return the answer with these pages as a file. `clients_of`: of which clients an item shows personal data.

    Raises what the first page raises: once the head has gone out a refusal could be told no more.
    """
    first = await anext(pages, None)

    async def rows() -> AsyncIterator[list[Sequence[Value]]]:
        page = first
        while page is not None:
            await record_more(request, (client for item in page for client in clients_of(item)))
            yield [row_of(item) for item in page]
            page = await anext(pages, None)

    content, media = (_as_csv(head, rows()), CSV_UTF8) if wanted == "csv" else (_as_xlsx(name, head, rows()), XLSX)
    headers = {"content-disposition": f'attachment; filename="{name}.{wanted}"'}
    return StreamingResponse(content, media_type=media, headers=headers)


async def _as_csv(head: Sequence[str], pages: AsyncIterator[list[Sequence[Value]]]) -> AsyncIterator[bytes]:
    yield CSV_MARK + csv_lines([head])
    async for page in pages:
        yield csv_lines(page)


async def _as_xlsx(name: str, head: Sequence[str], pages: AsyncIterator[list[Sequence[Value]]]) -> AsyncIterator[bytes]:
    """Yield the workbook, which is whole only after its last row: until then it is in a file without a name."""
    with tempfile.TemporaryFile() as file:
        book = await asyncio.to_thread(Workbook, file, name, head)
        async for page in pages:
            await asyncio.to_thread(book.add, page)
        await asyncio.to_thread(book.close)
        file.seek(0)
        while piece := await asyncio.to_thread(_read, file):
            yield piece


def _read(file: IO[bytes]) -> bytes:
    return file.read(_PIECE_BYTES)


def download(content: bytes, media_type: str, name: str) -> Response:
    """Return the answer that a browser keeps as a file with this name."""
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})
