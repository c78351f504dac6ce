"""Formats of files that are sent by mistake, recognised by their first bytes."""

from typing import Final

_OFFICE: Final = b"[Content_Types].xml"
_LOOK_AT: Final = 4096
"""Number of bytes at the start of an Office document in which it names `_OFFICE`, one of its first members."""
_FORMATS: Final = (
    (b"PK\x03\x04", "een zip"),
    (b"PK\x05\x06", "een lege zip"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "een 7z-archief"),
    (b"Rar!\x1a\x07", "een RAR-archief"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"%PDF-", "een PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "een Office-document in het oude formaat (OLE)"),
    (b"\x89PNG\r\n\x1a\n", "een plaatje (PNG)"),
    (b"\xff\xd8\xff", "een plaatje (JPEG)"),
)
_STARTS: Final = tuple(start for start, _ in _FORMATS)
_TAR_AT: Final = 257
_ZIP_WORDS: Final = ("een zip", "een lege zip")


def format_of(data: bytes) -> str | None:
    """Return the Dutch name of the format that these bytes begin like; None when it is none that we know."""
    if data[_TAR_AT : _TAR_AT + 5] == b"ustar" and 0 in data[:_TAR_AT]:
        return "een tar-archief"
    if not data.startswith(_STARTS):
        return None  # every message: one look for all formats
    found = next(name for start, name in _FORMATS if data.startswith(start))
    if found == "een zip" and _OFFICE in data[:_LOOK_AT]:
        return "een Office-document (zoals docx of xlsx)"
    return found


def is_zip(found: str | None) -> bool:
    """Return True when `found` is what `format_of` calls a zip that may hold messages."""
    return found in _ZIP_WORDS
