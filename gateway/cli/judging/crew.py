"""Many files judged by several processes: the verdicts in the order of the files, and never many in memory.

When a process dies (killed, out of memory, a fault in a C library), its portion is judged again file by file, and only
a file that kills its process again gets no verdict. Each process has a pipe of its own and shares no lock, so a death
blocks no other process.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Final

from gateway.cli.judging.judging import Judged, judge_all, unjudged
from gateway.cli.judging.sources import Source

MAX_FILES_PER_PORTION: Final = 16
MAX_BYTES_PER_PORTION: Final = 512 * 1024
"""The bounds of a portion; a larger file is a portion by itself."""
MAX_PORTIONS_AHEAD: Final = 3
"""Portions per process that are handed out before the oldest one is finished."""
_KILLED: Final = "Bij het toetsen van dit bestand is het proces weggevallen (geheugen vol?). Toets het apart."
_GONE: Final = (EOFError, ConnectionError)
"""The errors of a pipe whose other end is closed."""


def portions(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Yield the files in portions of bounded number and size."""
    portion: list[Source] = []
    size = 0
    for source in sources:
        if portion and (len(portion) >= MAX_FILES_PER_PORTION or size + source.size > MAX_BYTES_PER_PORTION):
            yield portion
            portion, size = [], 0
        portion.append(source)
        size += source.size
    if portion:
        yield portion


@dataclass(slots=True)
class _Job:
    """A portion under way: the steps still to be judged, and the verdicts so far."""

    steps: deque[list[Source]]
    verdicts: list[Judged] = field(default_factory=list)


class _Worker:
    """A process that judges; it is replaced when it dies."""

    def __init__(self, folder: Path | None, *, second: bool) -> None:
        self._folder = folder
        self._second = second
        self.job: _Job | None = None
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("forkserver")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self._folder, self._second), daemon=True)
        # A half-started process can't be ended.
        with _delay_ctrl_c():
            self._process.start()
        theirs.close()

    def give(self, job: _Job) -> None:
        """Start this job."""
        self.job = job
        self._send()

    def take(self) -> None:
        """Receive verdicts from the process, and send it the next step of its job, if any.

        Raises the exception that the process sent.
        """
        assert self.job is not None
        try:
            verdicts: list[Judged] | Exception = self.pipe.recv()
        except _GONE:
            self._replace()
        else:
            if isinstance(verdicts, Exception):
                raise verdicts
            self.job.steps.popleft()
            self.job.verdicts += verdicts
        self._send()

    def _send(self) -> None:
        while self.job is not None and self.job.steps:
            try:
                self.pipe.send(self.job.steps[0])
            except _GONE:
                self._replace()
            else:
                return
        self.job = None

    def _replace(self) -> None:
        """Start a new process; split the step that killed the old one into files, or give up its only file."""
        assert self.job is not None
        step = self.job.steps.popleft()
        if len(step) == 1:
            self.job.verdicts.append(unjudged(step[0].name, _KILLED))
        else:
            self.job.steps.extendleft([source] for source in reversed(step))
        self.end()
        self._start()

    def end(self) -> None:
        """Kill the process, whatever it is doing."""
        self.pipe.close()
        self._process.kill()
        self._process.join()


def judge_by_processes(
    sources: Iterable[Source], folder: Path | None, workers: int, *, second: bool = False
) -> Iterator[Judged]:
    """Yield the verdicts, in the order of the files. Closing the iterator early ends the processes at once.

    `folder` holds the schema files; None: our own. `second`: with second opinions on level 1. Raises SchemaFolderError.
    """
    _prepare()
    crew: list[_Worker] = []
    try:
        crew += (_Worker(folder, second=second) for _ in range(workers))
        todo = portions(sources)
        waiting: deque[_Job] = deque()
        while True:
            for worker in crew:
                if worker.job is None and len(waiting) < MAX_PORTIONS_AHEAD * workers and (portion := next(todo, None)):
                    waiting.append(_Job(deque([portion])))
                    worker.give(waiting[-1])
            if not waiting:
                return
            busy: dict[Any, _Worker] = {worker.pipe: worker for worker in crew if worker.job is not None}
            for pipe in wait(list(busy)):
                busy[pipe].take()
            while waiting and not waiting[0].steps:
                yield from waiting.popleft().verdicts
    finally:
        for worker in crew:
            worker.end()


def _prepare() -> None:
    """Start the fork server with the modules that its children need; Ctrl-C is blocked in it and in them."""
    resource_tracker.ensure_running()
    forkserver.set_forkserver_preload(["__main__", "gateway.cli.judging.judging"])
    # A signal that is blocked here is blocked in each process that the fork server starts.
    with _delay_ctrl_c():
        forkserver.ensure_running()


@contextmanager
def _delay_ctrl_c() -> Iterator[None]:
    """Delay Ctrl-C until after the block."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _work(pipe: "Connection[Any, Any]", folder: Path | None, second: bool) -> None:
    """Judge each portion that comes through the pipe, until its other end is closed."""
    try:
        while True:
            portion = pipe.recv()
            try:
                verdicts: list[Judged] | Exception = judge_all(folder, portion, second=second)
            except Exception as error:  # noqa: BLE001 - it is raised where the verdicts are wanted
                verdicts = error
            pipe.send(verdicts)
    except _GONE:
        return
