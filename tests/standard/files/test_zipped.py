"""Damage to a zip is told in Dutch, whatever the reader raises."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.files.zipped import BROKEN, METHODS, damage, encrypted, pack


def archive(method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as target:
        target.writestr("a.xml", "<a/>" * 100)
    return file.getvalue()


def fault(data: bytes) -> Exception | None:
    """Return the error for a broken archive that reading these bytes raises; None when they are sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            for member in source.infolist():
                if member.compress_type in METHODS and not encrypted(member):
                    source.read(member)
    except BROKEN as error:
        return error
    return None


@given(st.integers(30, 60), st.integers(1, 255))
def test_a_changed_byte_is_harmless_or_one_of_the_errors_for_a_broken_archive(at: int, change: int) -> None:
    data = bytearray(archive())
    data[at] ^= change
    error = fault(bytes(data))
    assert error is None or damage(error).startswith("is beschadigd: ")


def test_a_wrong_checksum_is_named() -> None:
    error = fault(archive(zipfile.ZIP_STORED).replace(b"<a/>", b"<b/>"))
    assert error is not None
    assert "CRC" in damage(error)
    assert "houdt te vroeg op" in damage(EOFError())
    assert "de kop ervan" in damage(KeyError("a.xml"))


def test_a_member_with_a_password_is_known_by_its_flag() -> None:
    member = zipfile.ZipInfo("a.xml")
    assert not encrypted(member)
    member.flag_bits |= 0x1
    assert encrypted(member)


def test_what_is_packed_is_unpacked_and_the_same_content_makes_the_same_file() -> None:
    members = {"a.xml": b"<a/>" * 100, "b.xml": b""}
    with zipfile.ZipFile(io.BytesIO(pack(members))) as source:
        assert {each.filename: source.read(each) for each in source.infolist()} == members
    assert pack(members) == pack(dict(members))
    assert len(pack({"a": b"x" * 100_000})) < 1000
