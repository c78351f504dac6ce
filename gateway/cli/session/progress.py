"""How far a command is, told on stderr: a bar with its rate and the rest on a terminal, elsewhere a line a minute."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from gateway.exchange.kernel.advance import Advance

BAR_AFTER_S: Final = 1.0
"""Seconds before there is a bar: a quick command shows none."""
LINE_EVERY_S: Final = 60.0
"""Seconds between two lines where there is no terminal."""
_LOOK_EVERY_S: Final = 0.2


@contextmanager
def watching(doing: str, unit: str, read: Callable[[], Advance]) -> Iterator[None]:
    """Tell how far the block is, until it ends.

    `doing`: what it does, such as "zegels nakijken"; `unit`: what is counted, such as "rijen". `read` returns how far
    it is; it is called from another thread and waits for nothing.
    """
    ended = threading.Event()
    show = _show_bar if sys.stderr.isatty() else _write_lines
    watcher = threading.Thread(target=show, args=(ended, doing, unit, read), name="progress", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def growing(folder: Path, of: Path) -> Callable[[], Advance]:
    """Return what tells how many MB `folder` holds of the MB that `of` holds now."""
    total = _megabytes(of)
    return lambda: Advance(min(_megabytes(folder), total), total)


def _megabytes(folder: Path) -> int:
    """Return how many MB the files below this folder hold; files come and go meanwhile."""
    found = 0
    for place, _, files in os.walk(folder):
        for name in files:
            with suppress(OSError):
                found += (Path(place) / name).lstat().st_size
    return round(found / 1e6)


def told(unit: str, advance: Advance, seconds: float) -> str:
    """Return how much is done after so many seconds, at which rate, and how long the rest takes at that rate."""
    done, total = advance.done, advance.total
    if not done and not total:
        return f"{_span(seconds)} bezig"
    if total is None:
        return f"{_number(done)} {unit}, {_rate(done, seconds)}"
    amount = f"{_number(done)} van {_number(total)} {unit} ({min(done, total) / max(total, 1):.0%})"
    if not 0 < done < total:
        return amount
    return f"{amount}, {_rate(done, seconds)}, nog {_span(seconds / done * (total - done))}"


def _rate(done: int, seconds: float) -> str:
    rate = done / max(seconds, 0.001)
    return f"{_number(round(rate))} per seconde" if rate >= 1 else f"{_number(round(rate * 60))} per minuut"


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _span(seconds: float) -> str:
    """Return the length of time as people say it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} u {minutes % 60} min"


def _write_lines(ended: threading.Event, doing: str, unit: str, read: Callable[[], Advance]) -> None:
    """Write a line every so often, and one at the end when it took as long as that."""
    began = time.monotonic()
    while not ended.wait(max(LINE_EVERY_S, _LOOK_EVERY_S)):
        _write(doing, told(unit, read(), time.monotonic() - began))
    if (seconds := time.monotonic() - began) >= LINE_EVERY_S:
        _write(doing, f"{told(unit, read(), seconds)}; klaar na {_span(seconds)}")


def _write(doing: str, text: str) -> None:
    with suppress(OSError, ValueError):  # nobody reads it any more: the work goes on
        sys.stderr.write(f"gateway: {doing}: {text}\n")
        sys.stderr.flush()


def _show_bar(ended: threading.Event, doing: str, unit: str, read: Callable[[], Advance]) -> None:
    """Show a bar that is gone at the end."""
    began = time.monotonic()
    if ended.wait(BAR_AFTER_S):
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
    # What is written to a terminal goes above the bar; what is written to a file or pipe goes there.
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task(doing, total=None, told="")
        over = False
        while not over:
            over = ended.wait(_LOOK_EVERY_S)
            advance = read()
            seconds = time.monotonic() - began
            bar.update(task, completed=advance.done, total=advance.total, told=told(unit, advance, seconds))
