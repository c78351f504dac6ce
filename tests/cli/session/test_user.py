"""The user of the command line, as the operating system knows them."""

import os
import socket
from pathlib import Path

import pytest

from gateway.cli.session import user as user_module
from gateway.cli.session.user import user


@pytest.mark.parametrize(
    ("uid", "login", "sudo", "expected"),
    [
        (0, None, None, "root"),
        (0, "4294967295", "jan", "jan als root"),
        (0, "0", "jan", "root"),
        (0, "123456789", None, "nummer 123456789 als root"),
        (123456789, None, "jan", "nummer 123456789"),
    ],
    ids=["root", "sudo", "root-logged-in", "became-root", "no-name"],
)
def test_who_works_is_told_by_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, uid: int, login: str | None, sudo: str | None, expected: str
) -> None:
    told = tmp_path / "loginuid"
    if login is not None:
        told.write_text(login)
    monkeypatch.setattr(user_module, "_LOGIN", told)
    monkeypatch.setattr(os, "geteuid", lambda: uid)
    monkeypatch.delenv("SUDO_USER", raising=False)
    if sudo is not None:
        monkeypatch.setenv("SUDO_USER", sudo)
    assert user() == f"gebruiker {expected} op {socket.gethostname()}"
