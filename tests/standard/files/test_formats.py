"""Formats that are sent by mistake."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.files.formats import format_of, is_zip
from tests.standard.examples import wmo305


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("<a>.xml"))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (packed("a.xml"), "een zip"),
        (packed(), "een lege zip"),
        (packed("[Content_Types].xml"), "een Office-document (zoals docx of xlsx)"),
        (gzip.compress(b"x", mtime=0), "gzip"),
        (bz2.compress(b"x"), "bzip2"),
        (lzma.compress(b"x"), "xz"),
        (tarred(), "een tar-archief"),
        (b"%PDF-1.7", "een PDF"),
    ],
)
def test_a_format_is_known_by_its_first_bytes(data: bytes, name: str) -> None:
    assert format_of(data) == name
    assert is_zip(name) is (name in ("een zip", "een lege zip"))


@given(st.text(min_size=1).filter(str.isalnum))
def test_a_message_or_a_text_is_none_of_them(text: str) -> None:
    assert format_of(wmo305()) is None
    assert format_of(f"<{text}>".encode()) is None
    assert not is_zip(None)
