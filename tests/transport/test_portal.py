"""A folder is packed as a portal takes it: by kind, in bounds, and each message in one zip."""

import os
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from gateway.transport import portal
from gateway.transport.folder import file_name
from gateway.transport.portal import Packed, pack

NOW = datetime(2026, 11, 30, 17, 0, 5, tzinfo=UTC)


def a_message(folder: Path, number: int, kind: str = "WMO301", content: bytes = b"<Bericht/>") -> str:
    name = file_name(kind, f"T{number}", f"id-{number}")
    (folder / name).write_bytes(content)
    os.utime(folder / name, (number, number))
    return name


def held(path: Path) -> list[str]:
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_each_zip_holds_one_kind_and_no_more_than_thirty_oldest_first(tmp_path: Path) -> None:
    names = [a_message(tmp_path, number) for number in range(31)]
    other = a_message(tmp_path, 99, "WMO306")
    into = tmp_path / "portaal"
    packed = pack(tmp_path, into, NOW)
    assert [(path.name, number) for path, number in packed.zips] == [
        ("WMO301_2026-11-30T170005_01.zip", 30),
        ("WMO301_2026-11-30T170005_02.zip", 1),
        ("WMO306_2026-11-30T170005_01.zip", 1),
    ]
    assert [held(path) for path, _ in packed.zips] == [names[:30], names[30:], [other]]
    assert list(tmp_path.iterdir()) == [into]
    assert pack(tmp_path, into, NOW) == Packed()


def test_a_zip_stays_within_the_size_and_what_is_larger_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portal, "MAX_ZIP_BYTES", 100)
    for number, size in enumerate((60, 40, 1, 100, 101)):
        a_message(tmp_path, number, content=b"x" * size)
    packed = pack(tmp_path, tmp_path / "portaal", NOW)
    assert [number for _, number in packed.zips] == [2, 1, 1]
    assert [name for name, _ in packed.left] == ["WMO301_T4_id-4.xml"]
    assert (tmp_path / "WMO301_T4_id-4.xml").exists()


def test_what_the_gateway_did_not_put_there_is_left_and_named(tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(b"")
    (tmp_path / ".WMO301_T1_id.xml.1").write_bytes(b"<half")
    (tmp_path / "WMO301_T1_link.xml").symlink_to("/etc/passwd")
    packed = pack(tmp_path, tmp_path / "portaal", NOW)
    assert (packed.zips, [name for name, _ in packed.left]) == ([], ["WMO301_T1_link.xml", "brief.docx"])


def test_a_call_that_was_killed_puts_no_message_in_two_zips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    into = tmp_path / "portaal"
    first, second = a_message(tmp_path, 1), a_message(tmp_path, 2)

    def killed(_: Path, **__: bool) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            pack(tmp_path, into, NOW)
    third = a_message(tmp_path, 3)
    (into / "WMO301_half.zip").write_bytes(b"PK")
    packed = pack(tmp_path, into, NOW)
    [(path, number)] = packed.zips
    assert packed.again == [(name, into / "WMO301_2026-11-30T170005_01.zip") for name in (first, second)]
    assert (number, held(path)) == (1, [third])
    assert held(into / "WMO301_2026-11-30T170005_01.zip") == [first, second]
    assert list(tmp_path.glob("WMO*.xml")) == []
