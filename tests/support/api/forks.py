"""Processes of the gateway that are forked from one with the code loaded: they start at once and are easy to kill.

To load the code takes a process of its own two seconds of the processor. What a command line does before it serves is
tested by tests/cli/commands/test_serve.py.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Mapping
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

_FORKS = multiprocessing.get_context("forkserver")
# What is loaded last freezes all that is there by then.
_FORKS.set_forkserver_preload(["tests.support.api.forks", "tests.chaos.processes", "tests.support.whole_gateway"])


def new_process(
    work: Callable[..., None],
    log: Path,
    environment: Mapping[str, str],
    *args: Any,
    context: BaseContext = _FORKS,
) -> BaseProcess:
    """Return a process, not started yet, that does this work in exactly this environment and ends with this one.

    `log` gets what it says, after what is there.
    """
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]
        target=_run, args=(work, log, dict(environment), args), daemon=True
    )
    return process


def serve(port: int) -> None:
    """Do what `gateway serve --zonder-worker` does, on this port."""
    from gateway.cli.commands import serve as command

    command.serve("127.0.0.1", port, met_worker=False)


def _run(work: Callable[..., None], log: Path, environment: Mapping[str, str], args: tuple[Any, ...]) -> None:
    said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for each in (1, 2):
        os.dup2(said, each)
    os.environ.clear()
    os.environ.update(environment)
    work(*args)
    sys.exit(0)
