"""Standard input, output and error of the command, whatever they are connected to.

A terminal may lack letters, a reader may leave early, a disk may be full, and a stream may be closed.
"""

import codecs
import errno
import io
import os
import sys
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

NO_READER: Final = 141
"""Exit code of a program that is stopped because nobody reads its output any more: 128 and SIGPIPE."""

_SUBSTITUTES: Final[Mapping[str, str]] = {
    "−": "-", "≠": "!=",
    "→": "->", "←": "<-", "–": "-", "—": "-", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"', "•": "*", "·": "*",
    "€": "EUR", "×": "x", "≤": "<=", "≥": ">=", "✓": "v", "✗": "x", "─": "-", "━": "-", "│": "|", "┃": "|",
}  # fmt: skip
"""Substitutes for signs that the terminal lacks."""


class NoReader(Exception):
    """Raised once nobody reads our output any more."""


class Unwritable(Exception):
    """Our output can't be written; the text says why, in Dutch."""

    def __init__(self, error: OSError) -> None:
        from gateway.standard.os_reasons import reason

        super().__init__(f"De uitvoer is niet te schrijven: {reason(error)}.")


class _Output(io.FileIO):
    """Standard output, whose faults differ from those of another file."""

    def write(self, data: Any, /) -> int:
        """Write the bytes. Raises NoReader or Unwritable."""
        try:
            return super().write(data)
        except BrokenPipeError:
            raise NoReader from None
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EINTR):
                raise
            raise Unwritable(error) from None


def prepare() -> None:
    """Make the three streams usable, also those that were closed when the program was started."""
    codecs.register_error("gateway.terminal", _substitute)
    # A file or connection that is opened later would get the number of the stream that is missing.
    for number, wrong_way in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        _ensure_open(number, wrong_way)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - open as long as the program runs
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    encoding = "utf-8" if sys.stdout is None else sys.stdout.encoding
    raw = _Output(1, "w", closefd=False)
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(raw), encoding=encoding, errors="gateway.terminal", line_buffering=raw.isatty()
    )
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="gateway.terminal")


def _ensure_open(number: int, flags: int) -> None:
    """Leave an open stream as it is; replace a closed one by /dev/null, opened so that using it fails."""
    try:
        os.fstat(number)
    except OSError:
        nothing = os.open(os.devnull, flags)
        if nothing != number:
            os.dup2(nothing, number)
            os.close(nothing)


def finish() -> None:
    """Flush standard output. Raises NoReader or Unwritable."""
    sys.stdout.flush()


def give_up() -> None:
    """Drop what waits in standard output: Python would try to write it once more at exit."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.close(nothing)


def _substitute(error: UnicodeError) -> tuple[str, int]:
    """Return substitutes for letters that the encoding lacks: the closest in ASCII, or else their number."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(map(_closest, letters)), error.end


def _closest(letter: str) -> str:
    like = _SUBSTITUTES.get(letter) or unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return like or letter.encode("ascii", "backslashreplace").decode()
