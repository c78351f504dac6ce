"""A line of the shell with a command in it, and what is told of one that can't be done."""

import shlex
import subprocess
from pathlib import Path

from tests.cli.running import command, environment


def shell(line: str, *args: str, folder: Path, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of the shell, in which the command is `$GATEWAY`; return how it ended."""
    ours = shlex.join(command(*(str(folder) if arg == "DIR" else arg for arg in args)))
    return subprocess.run(
        ["bash", "-c", line.replace("GATEWAY", ours)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(**changes),
        timeout=60,
    )


def told(run: subprocess.CompletedProcess[bytes], text: str) -> None:
    """Assert that one line on stderr says this, with the exit code of what could not be done."""
    assert run.stderr.decode().count("\n") == 1, run.stderr.decode()
    assert text in run.stderr.decode()
    assert run.returncode == 2
