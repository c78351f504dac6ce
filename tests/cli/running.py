"""Runs the command: in this process to look at what it says, or as a program of its own to look at how it behaves."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import typer.testing
from typer.testing import CliRunner, Result

from gateway.cli.program import app
from tests.support.store import key_ring

ROOT = Path(__file__).parents[2]

# The commands are put together once, as in a process of their own, and not again for each call.
typer.testing._get_command = cache(typer.testing._get_command)


def invoke(*args: object, stdin: bytes | str | None = None) -> Result:
    """Return what `gateway …` said and how it ended; an exception nobody foresaw fails the test."""
    result = CliRunner().invoke(app, [str(arg) for arg in args], input=stdin, prog_name="gateway")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def reported(result: Result) -> list[dict[str, Any]]:
    """Return the lines of a report in jsonl."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def command(*args: object) -> list[str]:
    """Return the words that start the program."""
    return [sys.executable, "-m", "gateway", *map(str, args)]


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of the tests, without any setting of a gateway but these."""
    inherited = {
        name: value for name, value in os.environ.items() if name == key_ring.NAME or not name.startswith("GATEWAY_")
    }
    return {**inherited, "PYTHONPATH": str(ROOT), **changes}


def start(*args: object, **changes: str) -> subprocess.Popen[bytes]:
    """Return the program, running in a process group of its own.

    Its output is not buffered here: `communicate` would lose what came in along with a line that was read before.
    """
    return subprocess.Popen(
        command(*args),
        bufsize=0,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(**changes),
        start_new_session=True,
    )
