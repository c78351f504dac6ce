"""A message put into a folder: there at once and whole, never over another, and the same one twice is once."""

import asyncio
import errno
import os
import socket
import threading
import tracemalloc
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.transport import threads
from gateway.transport.channel import AddressUnfit, Allowed, Result
from gateway.transport.folder import MAX_WRITES_PER_FOLDER, Folder, file_name, mount_point, put, reach
from tests.support.exchange.letters import a_letter

NAME = "WMO306_G1_x.xml"


def test_the_file_is_there_with_its_bytes_and_nothing_else_is(tmp_path: Path) -> None:
    assert put(str(tmp_path), NAME, b"<a/>\r\n", 1) == Result(True, "geplaatst", True)
    assert [each.name for each in tmp_path.iterdir()] == [NAME]
    assert (tmp_path / NAME).read_bytes() == b"<a/>\r\n"
    assert (tmp_path / NAME).stat().st_mode & 0o777 & ~0o027 == (tmp_path / NAME).stat().st_mode & 0o777


def test_a_folder_that_is_tried_is_left_as_it_was(tmp_path: Path) -> None:
    assert reach(str(tmp_path)) == Result(False, "beschrijfbaar", True)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").touch()
    assert reach(str(tmp_path / "file")) == Result(False, "ENOTDIR", False)


def test_the_same_once_more_is_success_and_another_is_not_overwritten(tmp_path: Path) -> None:
    put(str(tmp_path), NAME, b"<a/>", 1)
    before = (tmp_path / NAME).stat()
    assert put(str(tmp_path), NAME, b"<a/>", 2) == Result(True, "stond er al", True)
    assert put(str(tmp_path), NAME, b"<b/>", 3) == Result(False, "andere inhoud", True)
    assert (tmp_path / NAME).read_bytes() == b"<a/>"
    assert (tmp_path / NAME).stat().st_ino == before.st_ino


def test_what_an_attempt_that_was_killed_left_is_swept_up(tmp_path: Path) -> None:
    (tmp_path / f".{NAME}.1").write_bytes(b"<ha")
    (tmp_path / ".WMO306_G2_y.xml.1").write_bytes(b"<another's")
    assert put(str(tmp_path), NAME, b"<half/>", 2).delivered
    assert sorted(each.name for each in tmp_path.iterdir()) == [".WMO306_G2_y.xml.1", NAME]


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / NAME).symlink_to(elsewhere)
    assert put(str(tmp_path), NAME, b"<a/>", 1) == Result(False, "andere inhoud", True)
    assert not elsewhere.exists()
    elsewhere.write_bytes(b"<a/>")
    assert put(str(tmp_path), NAME, b"<a/>", 2) == Result(False, "andere inhoud", True)


def test_what_a_receiver_plants_under_the_name_to_come_costs_nothing(tmp_path: Path) -> None:
    with (tmp_path / NAME).open("wb") as planted:
        planted.truncate(3 * 1024**3)
    content = b"x" * 1_000_000
    tracemalloc.start()
    assert put(str(tmp_path), NAME, content, 1) == Result(False, "andere inhoud", True)
    os.truncate(tmp_path / NAME, len(content))
    assert put(str(tmp_path), NAME, content, 2) == Result(False, "andere inhoud", True)
    (tmp_path / NAME).write_bytes(content)
    assert put(str(tmp_path), NAME, content, 3) == Result(True, "stond er al", True)
    assert tracemalloc.get_traced_memory()[1] < 500_000
    tracemalloc.stop()


@pytest.mark.parametrize("plant", ["pipe", "socket", "folder", "nobody's file"])
def test_what_is_no_file_in_its_place_is_not_waited_for(tmp_path: Path, plant: str) -> None:
    final = tmp_path / NAME
    if plant == "pipe":
        os.mkfifo(final)
    elif plant == "socket":
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(final))
    elif plant == "folder":
        final.mkdir()
    else:
        final.touch(0o000)
    assert put(str(tmp_path), NAME, b"<a/>", 1) == Result(False, "andere inhoud", True)


@pytest.mark.parametrize("folder", ["nowhere", "a file"])
def test_a_folder_that_is_none_is_a_failed_attempt(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a file").write_bytes(b"")
    result = put(str(tmp_path / folder), NAME, b"<a/>", 1)
    assert (result.delivered, result.reached) == (False, False)
    assert result.outcome in {"ENOENT", "ENOTDIR"}


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert put(str(tmp_path), NAME, b"<a/>", 1).delivered
    assert put(str(tmp_path), NAME, b"<a/>", 2).outcome == "stond er al"
    assert [each.name for each in tmp_path.iterdir()] == [NAME]


def test_who_looks_sees_whole_files_only(tmp_path: Path) -> None:
    """A reader that lists the folder all the time never finds part of one."""
    content = b"x" * 3_000_000
    done = threading.Event()
    seen: set[int] = set()

    def look() -> None:
        while not done.is_set():
            seen.update(each.stat().st_size for each in tmp_path.glob("WMO*"))

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(10):
        assert put(str(tmp_path), f"WMO306_{number}.xml", content, 1).delivered
    done.set()
    reader.join()
    assert seen <= {len(content)}


@given(st.text(max_size=12), st.text(max_size=12))
def test_a_name_stays_in_its_folder_and_tells_messages_apart(one: str, other: str) -> None:
    first, second = str(uuid4()), str(uuid4())
    names = {file_name("WMO306", text, id) for text, id in ((one, first), (one, second), (other, first[:-1] + "g"))}
    assert len(names) == 3
    assert all(name.isascii() and "/" not in name and "\0" not in name and not name.startswith(".") for name in names)


async def test_the_channel_puts_a_letter_into_the_folder_of_its_receiver(tmp_path: Path) -> None:
    async with Folder(Allowed()) as channel:
        assert await channel.send(a_letter(str(tmp_path))) == Result(True, "geplaatst", True)
    assert put(str(tmp_path), "WMO306_G1_id-1.xml", b"<bericht/>", 2).outcome == "stond er al"


async def test_a_disk_that_hangs_is_a_failed_attempt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = threading.Event()
    monkeypatch.setattr("gateway.transport.folder.MAX_ATTEMPT_S", 0.05)

    def hang(*_: object) -> None:
        free.wait(60)
        raise OSError(errno.EIO, "the disk is gone")

    monkeypatch.setattr(os, "open", hang)
    async with Folder(Allowed()) as channel:
        result = await channel.send(a_letter(str(tmp_path)))
        free.set()
    assert (result.delivered, result.reached, result.outcome) == (False, False, "TimeoutError")


async def test_a_disk_that_hangs_holds_up_its_own_folders_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free, plain = threading.Event(), os.open
    hung, well = tmp_path / "hung", tmp_path / "well"
    well.mkdir()

    def hang(path: object, *how: Any) -> int:
        if str(path).startswith(str(hung)):
            free.wait(60)
        return plain(path, *how)  # type: ignore[arg-type]

    monkeypatch.setattr(threads, "PATIENCE_S", 0.2)
    monkeypatch.setattr(os, "open", hang)
    async with Folder(Allowed()) as channel:
        stuck = [asyncio.create_task(channel.send(a_letter(str(hung)))) for _ in range(20)]
        assert (await channel.send(a_letter(str(well)))).delivered
        done, left = await asyncio.wait(stuck, timeout=1)
        assert {each.result().outcome for each in done} == {"Hanging"}
        assert len(left) == MAX_WRITES_PER_FOLDER
        assert (await channel.send(a_letter(str(hung)))).outcome == "Hanging"
        free.set()
        await asyncio.wait(left)


def test_where_a_path_is_mounted_is_known_without_touching_it() -> None:
    assert mount_point("/nergens/op/deze/machine") == "/"
    assert mount_point("/proc/../proc/self/x") == "/proc"


@pytest.mark.parametrize(
    ("address", "code"), [(None, "aflevermap-ontbreekt"), ("", "aflevermap-ontbreekt"), ("zorg", "aflevermap-ongeldig")]
)
def test_a_folder_is_a_full_path(address: str | None, code: str) -> None:
    with pytest.raises(AddressUnfit) as refused:
        Folder(Allowed()).check(address)
    assert refused.value.code == code
    assert Folder(Allowed()).check("/srv/zorg") == {"de_map": "/srv/zorg"}
