"""The payload of a message at VECOZO: one file, as it is or in a zip, within the bounds of VECOZO's knowledge base."""

import io
import zipfile
from typing import Final

from gateway.standard.files.zipped import BROKEN, METHODS, encrypted, pack

MAX_PAYLOAD_BYTES: Final = 25_000_000


class Unreadable(Exception):
    """The payload is refused; the text is a code of VECOZO."""


def content_of(payload: bytes) -> bytes:
    """Return the message in this payload. Raises Unreadable."""
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise Unreadable("BRS06")
    if not payload.startswith(b"PK"):
        return payload
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            entry = _only_entry(archive)
            with archive.open(entry) as opened:
                content = opened.read(MAX_PAYLOAD_BYTES + 1)
    except BROKEN:
        raise Unreadable("BRS15") from None
    if len(content) > MAX_PAYLOAD_BYTES:
        raise Unreadable("BRS19")
    return content


def payload_of(name: str, content: bytes) -> bytes:
    """Return a zip with this message, in a file of this name."""
    return pack({f"{name}.xml": content})


def _only_entry(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    entries = archive.infolist()
    if any(each.is_dir() or "/" in each.filename for each in entries):
        raise Unreadable("BRS29")
    if not entries:
        raise Unreadable("BRS21")
    if len(entries) > 1:
        raise Unreadable("BRS16")
    if encrypted(entries[0]):
        raise Unreadable("BRS17")
    if entries[0].compress_type not in METHODS:
        raise Unreadable("BRS15")
    if entries[0].file_size > MAX_PAYLOAD_BYTES:
        raise Unreadable("BRS19")
    return entries[0]
