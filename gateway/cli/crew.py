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
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
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
        self._apart_from_others: ProcessPoolExecutor | None = None

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
            for process in multiprocessing.active_children():
                process.terminate()
            raise
        finally:
            self._close()

    def _submit(self, portion: list[Source]) -> "Future[list[Judged]]":
        for _ in range(2):
            if self._executor is None:
                self._executor = _start(self._workers)
            try:
                # A process that is half started can't be ended.
                with _ctrl_c_waits():
                    return self._executor.submit(judge_all, self._folder, portion)
            except BrokenProcessPool:
                self._executor = None
        raise RuntimeError("processes can be started but do not stay")

    def _outcome(self, portion: list[Source], future: "Future[list[Judged]]") -> Iterator[Judged]:
        try:
            yield from future.result()
        except BrokenProcessPool:
            for source in portion:
                yield self._apart(source)

    def _apart(self, source: Source) -> Judged:
        """The verdict of a process that judges nothing else meanwhile."""
        if self._apart_from_others is None:
            self._apart_from_others = _start(1)
        try:
            with _ctrl_c_waits():
                future = self._apart_from_others.submit(judge_all, self._folder, [source])
            return future.result()[0]
        except BrokenProcessPool:
            self._apart_from_others = None
            return hopeless(source.name, _KILLED)

    def _close(self) -> None:
        for executor in (self._executor, self._apart_from_others):
            if executor is not None:
                executor.shutdown(cancel_futures=True)


def _start(workers: int) -> ProcessPoolExecutor:
    """So many processes that leave Ctrl-C to us and don't outlive us."""
    resource_tracker.ensure_running()
    forkserver.set_forkserver_preload(["__main__", "gateway.cli.judging"])
    # What we block is blocked in the fork server too, and in every process that it starts.
    with _ctrl_c_waits():
        forkserver.ensure_running()
    context = multiprocessing.get_context("forkserver")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_follow_parent)


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    """Ctrl-C has its effect after the block."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _follow_parent() -> None:
    """This process ends as soon as the one that wants its work is gone."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
