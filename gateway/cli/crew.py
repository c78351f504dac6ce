"""Many files judged by several processes: the verdicts in the order of the files, and never many in memory.

A process that dies (killed, out of memory, a fault in a C library) takes no other file along: the files it was busy
with are judged once more, one by one and apart, and only the one that kills again is given up.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver
from pathlib import Path
from typing import Final

from gateway.cli.judging import Judged, hopeless, judge_all
from gateway.cli.sources import Source

MOST_FILES: Final = 16
MOST_BYTES: Final = 512 * 1024
"""What a process gets at a time; a file beyond it goes alone."""
AHEAD: Final = 3
"""So many portions per process are under way."""
_KILLED: Final = "Bij het toetsen van dit bestand is het proces weggevallen (geheugen vol?). Toets het apart."


def portions(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """The files in portions of bounded number and size."""
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


class Crew:
    """Processes that judge."""

    def __init__(self, folder: Path | None, workers: int) -> None:
        """Nothing runs yet. `folder` holds the schema files; None: our own."""
        self._folder = folder
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None

    def judge(self, sources: Iterable[Source]) -> Iterator[Judged]:
        """The verdicts, in the order of the files; who stops listening early ends the processes at once.

        Raises SchemaFolderError.
        """
        waiting: deque[tuple[list[Source], Future[list[Judged]]]] = deque()
        try:
            for portion in portions(sources):
                waiting.append((portion, self._submit(portion)))
                if len(waiting) >= AHEAD * self._workers:
                    yield from self._outcome(*waiting.popleft())
            while waiting:
                yield from self._outcome(*waiting.popleft())
        except BaseException:
            self._dismiss()
            raise
        if self._executor is not None:
            self._executor.shutdown()

    def _submit(self, portion: list[Source]) -> "Future[list[Judged]]":
        for _ in range(2):
            if self._executor is None:
                self._executor = _start(self._workers)
            # A process that is half started can't be ended; Ctrl-C waits until it is.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                return self._executor.submit(judge_all, self._folder, portion)
            except BrokenProcessPool:
                self._executor = None
            finally:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        raise RuntimeError("processes can be started but do not stay")

    def _outcome(self, portion: list[Source], future: "Future[list[Judged]]") -> Iterator[Judged]:
        try:
            yield from future.result()
        except BrokenProcessPool:
            for source in portion:
                yield self._apart(source)

    def _apart(self, source: Source) -> Judged:
        """The verdict of a process that judges nothing else."""
        with _start(1) as alone:
            try:
                return alone.submit(judge_all, self._folder, [source]).result()[0]
            except BrokenProcessPool:
                return hopeless(source.name, _KILLED)

    def _dismiss(self) -> None:
        """No process is left, whatever it was doing."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()


def _start(workers: int) -> ProcessPoolExecutor:
    """So many processes that leave Ctrl-C to us and don't outlive us."""
    forkserver.set_forkserver_preload(["__main__", "gateway.cli.judging"])
    # A process that ignores a signal passes that on to those it starts, and the fork server starts all others.
    ours = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, ours)
    context = multiprocessing.get_context("forkserver")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_follow_parent)


def _follow_parent() -> None:
    """This process ends as soon as the one that wants its work is gone."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
