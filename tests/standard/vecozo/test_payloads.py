"""The payload is one message, bare or in a zip; what else it is, VECOZO's codes say."""

import io
import zipfile

import pytest

from gateway.standard.files.zipped import pack
from gateway.standard.vecozo.payloads import MAX_PAYLOAD_BYTES, Unreadable, content_of, payload_of

ENCRYPTED_BIT = 0x1


def with_password() -> bytes:
    """Return a zip whose one file says that it has a password."""
    data = bytearray(payload_of("a", b"<a/>"))
    data[6] |= ENCRYPTED_BIT
    data[data.index(b"PK\x01\x02") + 8] |= ENCRYPTED_BIT
    return bytes(data)


def with_folder() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.mkdir("map")
    return file.getvalue()


def test_one_message_bare_or_zipped() -> None:
    assert content_of(b"<a/>") == b"<a/>"
    assert content_of(payload_of("a", b"<a/>")) == b"<a/>"


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"x" * (MAX_PAYLOAD_BYTES + 1), "BRS06"),
        (b"PK\x03\x04", "BRS15"),
        (payload_of("a", b"<a/>" * 100)[:60], "BRS15"),
        (pack({}), "BRS21"),
        (pack({"a.xml": b"", "b.xml": b""}), "BRS16"),
        (with_password(), "BRS17"),
        (payload_of("a", b"\0" * (MAX_PAYLOAD_BYTES + 1)), "BRS19"),
        (pack({"map/a.xml": b""}), "BRS29"),
        (with_folder(), "BRS29"),
    ],
    ids=lambda each: each if isinstance(each, str) else "zip",
)
def test_what_is_wrong_with_it(payload: bytes, code: str) -> None:
    with pytest.raises(Unreadable, match=f"^{code}$"):
        content_of(payload)
