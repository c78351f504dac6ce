"""A run of the command on a pseudo-terminal."""

import os
import pty
import subprocess

from tests.cli.running import command, environment


def on_a_terminal(*args: object, stdout: int | None = None) -> tuple[str, bytes]:
    """Return what the command shows on a terminal, and what it writes to stdout when that is none."""
    return program_on_a_terminal(command(*args), stdout=stdout)


def program_on_a_terminal(words: list[str], *, stdout: int | None = None) -> tuple[str, bytes]:
    """Return what the program of these words shows on a terminal, and what it writes to stdout when that is none."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        words, stdin=theirs, stderr=theirs, stdout=stdout or theirs, env=environment(TERM="xterm")
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
