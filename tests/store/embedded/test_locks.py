"""A file lock excludes others, in the same process too, and goes with its open file."""

from pathlib import Path

import pytest

from gateway.store.embedded.locks import FileLock


def test_one_has_the_lock_until_it_is_released(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert first.try_lock()
    assert not second.try_lock()
    assert not second.wait(0.02)
    first.release()
    assert second.wait(0.02)
    second.close()
    assert first.try_lock()
    first.close()


def test_a_lock_can_be_shared(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    assert first.try_lock(shared=True)
    assert second.try_lock(shared=True)
    assert not second.try_lock()
    first.release()
    assert second.try_lock()
    for each in (first, second):
        each.close()


def test_a_closed_lock_has_no_file(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    assert not lock.inherited
    lock.close()
    lock.close()
    with pytest.raises(ValueError, match="closed"):
        _ = lock.fd


def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic link"):
        FileLock(tmp_path / "lock")
