"""What a PDF says."""

import io

from pypdf import PdfReader


def pdf_text(data: bytes) -> str:
    """Return the text of all pages, with single spaces."""
    reader = PdfReader(io.BytesIO(data))
    return " ".join(" ".join(each.extract_text() for each in reader.pages).split())
