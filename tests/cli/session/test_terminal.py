"""On a terminal the work can be seen; what goes to a file or a pipe stays clean."""

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import command, environment
from tests.support.messages.messages import wmo305, xml


def on_a_terminal(*args: object, stdout: int | None = None) -> tuple[str, bytes]:
    """What the command shows on a terminal, and what it writes to stdout when that is none."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(*args), stdin=theirs, stderr=theirs, stdout=stdout or theirs, env=environment(TERM="xterm")
    ) as running:
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += os.read(ours, 10_000)
            except OSError:  # Linux says so when the other side has gone
                break
        written = running.stdout.read() if running.stdout else b""
    os.close(ours)
    return shown.decode(errors="replace"), written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(20):
        (tmp_path / f"{number:02d}.xml").write_bytes(xml(wmo305()))
    return tmp_path


def test_a_bar_moves_on_the_terminal_and_the_pipe_stays_clean(folder: Path) -> None:
    shown, written = on_a_terminal("validate", "--format", "jsonl", folder, stdout=subprocess.PIPE)
    assert "20/20" in shown
    assert len([json.loads(line) for line in written.splitlines()]) == 20


def test_verdicts_are_coloured_and_stand_above_the_bar(folder: Path) -> None:
    shown, _ = on_a_terminal("validate", folder)
    assert shown.count("\x1b[32mgoedgekeurd\x1b[0m") == 20
    assert "20/20" in shown


def test_a_table_fits_the_terminal() -> None:
    shown, _ = on_a_terminal("rules", "TR134")
    assert "\x1b[1m" in shown
    assert max(map(len, shown.splitlines())) < 120
