"""Files named on the command line may be pipes, devices, folders or missing: one line at most, never a traceback."""

import os
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.cli.session import files
from tests.cli.judged_files import GOED
from tests.cli.running import ROOT, invoke
from tests.cli.shell import shell

SAMPLE = ROOT / "samples" / "build" / "wmo305.json"


READERS: tuple[tuple[str, ...], ...] = (
    ("build", "WMO305", "PATH"),
    ("contracts", "load", "PATH", "--gemeente", "0983"),
    ("ledger", "check", "PATH"),
    ("policy", "check", "PATH"),
    ("policy", "diff", "PATH", "2024-01-01"),
    ("accounts", "grant", "0983", "--omschrijving", "x", "--certificaat", "PATH"),
    ("accounts", "withdraw", "0983", "--certificaat", "PATH"),
    ("validate", "PATH"),
)


def a_fifo(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


ODD_PATHS: dict[str, Callable[[Path], object]] = {
    "missing": lambda _: None,
    "a folder": Path.mkdir,
    "a pipe": a_fifo,
    "a socket": a_socket,
    "a link to itself": lambda path: path.symlink_to(path),
    "a device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("kind", ODD_PATHS)
@pytest.mark.parametrize("args", READERS, ids=lambda args: " ".join(args[:2]))
def test_b17_a_path_that_leads_to_no_file_is_told_in_one_line(
    tmp_path: Path, args: tuple[str, ...], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PIPE_TIMEOUT_S", 0.05)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "2024-01-01.toml"
    ODD_PATHS[kind](path)
    result = invoke(*("2024-01-01.toml" if arg == "PATH" else arg for arg in args))
    said = result.stderr or result.stdout.splitlines()[-1] + "\n"
    assert "2024-01-01.toml" in result.output
    assert said.count("\n") == 1
    assert "Errno" not in result.output
    assert result.exit_code == (1 if (args[0], kind) == ("validate", "a device") else 2)


def test_b17_a_pipe_into_which_somebody_writes_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)

    def write_late() -> None:
        with pipe.open("wb") as file:
            time.sleep(0.2)
            file.write(GOED)

    writer = threading.Thread(target=write_late)
    writer.start()
    result = invoke("validate", pipe)
    writer.join()
    assert result.exit_code == 0
    assert f"{pipe}: WMO305 goedgekeurd" in result.stdout


def test_b17_what_the_shell_hands_over_as_a_file_is_read(folder: Path) -> None:
    line = f"GATEWAY <(cat {folder}/00.xml)"
    run = shell(line, "validate", folder=folder)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (Path.mkdir, "het is een map"),
        (lambda path: path.symlink_to("/dev/full"), "de schijf is vol"),
        (a_fifo, "er is niemand aan de andere kant"),
        (lambda path: path.symlink_to("/nergens/hier"), "het bestaat niet"),
    ],
    ids=["a folder", "a full disk", "a pipe", "nowhere"],
)
def test_b17_what_can_not_be_written_is_told(
    tmp_path: Path, make: Callable[[Path], object], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "uit.xml"
    make(path)
    result = invoke("build", "WMO305", SAMPLE, "--uitvoer", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"gateway: {path} is niet te schrijven: {told}{result.stderr.rpartition(told)[2]}"
    assert result.stderr.count("\n") == 1


def test_b17_a_file_that_is_there_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "uit.xml"
    path.write_bytes(b"oud" * 10_000)
    assert invoke("build", "WMO305", SAMPLE, "--uitvoer", path).exit_code == 0
    assert path.read_bytes().startswith(b"<?xml")
    assert b"oud" not in path.read_bytes()
