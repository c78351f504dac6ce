"""What a browser saves instead of showing it."""

from typing import Final

from fastapi.responses import Response

CSV: Final = "text/csv; charset=utf-8"
PDF: Final = "application/pdf"


def as_file(content: str | bytes, name: str, media_type: str = CSV) -> Response:
    """Return the content as a file of this name that a browser saves."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
