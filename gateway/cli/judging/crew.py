"""Many files judged by several processes: the verdicts in the order of the files, and never many in memory.

A process that dies (killed, out of memory, a fault in a C library) takes no other file along: what it was busy with is
judged once more, file by file, and only the file that kills again is given up. Each process has a pipe of its own and
shares no lock, so a death can keep nobody waiting.
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

from gateway.cli.judging.judging import Judged, hopeless, judge_all
from gateway.cli.judging.sources import Source

MOST_FILES: Final = 16
MOST_BYTES: Final = 512 * 1024
"""What a process gets at a time; a file beyond it goes alone."""
AHEAD: Final = 3
"""So many portions per process are kept while an earlier one is not finished."""
_KILLED: Final = "Bij het toetsen van dit bestand is het proces weggevallen (geheugen vol?). Toets het apart."
_GONE: Final = (EOFError, ConnectionError)
"""What a pipe raises when there is nobody at the other end."""


def portions(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Return the files in portions of bounded number and size."""
    portion: list[Source] = []
    size = 0
    for source in sources:
        if portion and (len(portion) >= MOST_FILES or size + source.size > MOST_BYTES):
            yield portion
            portion, size = [], 0
        portion.append(source)
        size += source.size
    if portion:
        yield portion


@dataclass(slots=True)
class _Job:
    """A portion on its way: what is still to be judged, a step at a time, and what was said of the rest."""

    steps: deque[list[Source]]
    verdicts: list[Judged] = field(default_factory=list)


class _Worker:
    """A process that judges, or the next one in its place when it dies."""

    def __init__(self, folder: Path | None, *, second: bool) -> None:
        self._folder = folder
        self._second = second
        self.job: _Job | None = None
        self._hire()

    def _hire(self) -> None:
        context = multiprocessing.get_context("forkserver")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self._folder, self._second), daemon=True)
        # A process that is half started can't be ended.
        with _ctrl_c_waits():
            self._process.start()
        theirs.close()

    def give(self, job: _Job) -> None:
        """The job is this worker's until it is done."""
        self.job = job
        self._send()

    def take(self) -> None:
        """What the process has to say is in its job, and it is busy with what is left of it, if anything.

        Raises what it raised.
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
        """A new process is there, and what killed the old one is alone in its step, or given up."""
        assert self.job is not None
        step = self.job.steps.popleft()
        if len(step) == 1:
            self.job.verdicts.append(hopeless(step[0].name, _KILLED))
        else:
            self.job.steps.extendleft([source] for source in reversed(step))
        self.end()
        self._hire()

    def end(self) -> None:
        """The process is gone, whatever it was doing."""
        self.pipe.close()
        self._process.kill()
        self._process.join()


def judge_by_processes(
    sources: Iterable[Source], folder: Path | None, workers: int, *, second: bool = False
) -> Iterator[Judged]:
    """Return the verdicts, in the order of the files; who stops listening early ends the processes at once.

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
                if worker.job is None and len(waiting) < AHEAD * workers and (portion := next(todo, None)):
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
    """The fork server runs, with what its children need loaded; it and they leave Ctrl-C to us."""
    resource_tracker.ensure_running()
    forkserver.set_forkserver_preload(["__main__", "gateway.cli.judging.judging"])
    # What we block is blocked in every process that it starts.
    with _ctrl_c_waits():
        forkserver.ensure_running()


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    """Ctrl-C has its effect after the block."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _work(pipe: "Connection[Any, Any]", folder: Path | None, second: bool) -> None:
    """Every portion that came through the pipe was judged, until its other end was closed."""
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
