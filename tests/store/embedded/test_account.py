"""The account that PostgreSQL runs as is never root, and its processes see nothing of our environment."""

import os
from pathlib import Path

import pytest

from gateway.store.embedded.account import Account, choose_account
from gateway.store.embedded.errors import EmbeddedPostgresError


@pytest.fixture
def account(tmp_path: Path) -> Account:
    return choose_account(None, tmp_path / "pgdata")


def test_it_is_never_root(account: Account) -> None:
    assert account.uid != 0
    assert account.dropped is (os.geteuid() == 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root chooses")
def test_root_is_told_of_an_account_that_can_not_be(tmp_path: Path) -> None:
    for name in ("root", "no-such-account"):
        with pytest.raises(EmbeddedPostgresError, match=f"en {name} is geen ander account"):
            choose_account(name, tmp_path / "pgdata")


def test_a_command_gets_its_input_and_none_of_our_environment(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEWAY_SECRET", "geheim")
    assert account.run(["/bin/cat"], text="in") == (0, "in")
    code, output = account.run(["/usr/bin/env"])
    assert code == 0
    assert "geheim" not in output


def test_a_command_that_takes_too_long_is_killed(account: Account) -> None:
    code, output = account.run(["/bin/sleep", "60"], seconds=0.05)
    assert (code, "more than 0 seconds" in output) == (-1, True)


def test_the_first_closed_folder_is_named(account: Account) -> None:
    assert account.first_closed([Path("/"), Path("/nowhere"), Path("/nowhere-else")]) == Path("/nowhere")
    assert account.first_closed([Path("/")]) is None
    assert account.can_run(Path("/bin/sh"), Path("/etc/passwd"))
    assert not account.can_run(Path("/nowhere"), Path("/etc/passwd"))
