"""Whatever the streams and files turn out to be: one line at most, the right exit code, never a traceback."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.judged_files import GOED
from tests.cli.running import command, environment, invoke, start
from tests.cli.shell import shell, told

WRITERS = (("--help",), ("rules",), ("validate", "DIR"))


@pytest.mark.parametrize("args", WRITERS, ids=" ".join)
def test_b15_a_reader_that_leaves_ends_it_quietly(folder: Path, args: tuple[str, ...]) -> None:
    run = shell('GATEWAY | (exec <&-; sleep 0.1); exit "${PIPESTATUS[0]}"', *args, folder=folder)
    assert (run.stderr, run.returncode) == (b"", 141)


@pytest.mark.parametrize("args", WRITERS, ids=" ".join)
def test_b15_a_full_disk_is_told(folder: Path, args: tuple[str, ...]) -> None:
    told(shell("GATEWAY >/dev/full", *args, folder=folder), "De uitvoer is niet te schrijven: de schijf is vol.")


@pytest.mark.parametrize("args", WRITERS, ids=" ".join)
def test_b15_a_stream_that_was_closed_is_told(folder: Path, args: tuple[str, ...]) -> None:
    told(shell("GATEWAY >&-", *args, folder=folder), "De uitvoer is niet te schrijven: het is gesloten.")


@pytest.mark.parametrize("line", ["GATEWAY 2>&-", "GATEWAY <&-", "GATEWAY <&- 2>&-"])
def test_b15_a_stream_that_is_not_needed_may_be_closed(folder: Path, line: str) -> None:
    run = shell(line, "rules", "TR134", folder=folder)
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"TR134" in run.stdout


def test_b15_without_standard_input_there_is_nothing_to_read(folder: Path) -> None:
    run = shell("GATEWAY <&-", "validate", "-", folder=folder)
    assert b"niet te lezen: het is gesloten" in run.stdout
    assert (run.returncode, run.stderr) == (2, b"")


ODD = [
    {"PYTHONIOENCODING": "ascii:strict"},
    {"PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]


@pytest.mark.parametrize("changes", ODD, ids=lambda each: " ".join(f"{name}={value}" for name, value in each.items()))
@pytest.mark.parametrize("args", [("--help",), ("rules",), ("rules", "TR1")], ids=" ".join)
def test_b16_a_terminal_that_knows_few_letters_gets_what_is_like_them(
    folder: Path, args: tuple[str, ...], changes: dict[str, str]
) -> None:
    run = shell("GATEWAY", *args, folder=folder, **changes)
    assert run.returncode == (2 if args == ("rules", "TR1") else 0)
    assert run.stderr.count(b"\n") == run.returncode // 2
    assert b"Traceback" not in run.stderr
    assert b"\\u" not in run.stdout


@pytest.mark.parametrize("changes", [{}, ODD[-1]], ids=str)
def test_b16_names_in_bytes_that_are_no_letters_are_taken(tmp_path: Path, changes: dict[str, str]) -> None:
    path = os.fsencode(tmp_path) + b"/bericht-\xff-\xc3\xab.xml"
    Path(os.fsdecode(path)).write_bytes(GOED)
    run = subprocess.run(
        [*command("validate"), path, os.fsencode(tmp_path)], capture_output=True, env=environment(**changes), timeout=60
    )
    assert (run.returncode, run.stderr) == (0, b"2 bestanden getoetst: alles in orde.\n")
    run = subprocess.run(
        [*command("build", "WMO305"), path + b"weg"], capture_output=True, env=environment(**changes), timeout=60
    )
    assert run.returncode == 2
    assert run.stderr.count(b"\n") == 1


def test_b17_a_report_that_can_not_be_written_is_told_before_the_tests_run(tmp_path: Path) -> None:
    result = invoke("rules", "--rapport", "--uitvoer", tmp_path)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "het is een map" in result.stderr


def test_b17_ctrl_c_ends_it_at_once_and_quietly(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    with start("validate", pipe) as running, pipe.open("wb"):  # opens once the command reads
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, b"", b"")
