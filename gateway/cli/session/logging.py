"""What a running gateway tells its operator: one JSON object a line, on stderr."""

import logging
import re
import sys
from contextlib import suppress
from functools import partial
from typing import Final, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from gateway.cli.session.traced import traced
from gateway.standard.identifiers import mask_in_text
from gateway.standard.json_lines import json_line

_QUIET = ("alembic", "asyncio", "httpcore", "httpx", "sqlalchemy", "uvicorn.access", "uvicorn.error")
"""Loggers of libraries that we only want to hear when something is wrong."""


_VALUES: Final = re.compile(r"[\n<(\[{]")


class _Lines:
    """Writes the lines of the logger with this name. What can't be written is lost, and nobody's work with it."""

    def __init__(self, out: TextIO, name: str) -> None:
        self.name = name
        self._out = out

    def write(self, line: str) -> None:
        """The line is out, if there is still somebody to read it."""
        with suppress(OSError, ValueError):
            self._out.write(line + "\n")

    debug = info = warning = error = critical = write


def configure(level: str, *, stays: bool = True) -> None:
    """Every logger, ours and those of libraries, writes lines of at least this level ("info").

    A process that `stays` makes each of its loggers once.
    """
    least = logging.getLevelNamesMapping()[level.upper()]
    begun: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(lambda info: "" if info[1] is None else traced(info[1])),
    ]
    finished: list[Processor] = [structlog.processors.JSONRenderer(_as_line), _without_bsn]
    # Our own lines don't go through the loggers of the standard library, which take most of the time of a line.
    structlog.configure(
        processors=[*begun, *finished],
        logger_factory=partial(_Lines, sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(least),
        cache_logger_on_first_use=stays,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_first_words, *begun],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *finished],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(least)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, least))


def _as_line(line: EventDict, **_options: object) -> str:
    return json_line(line, default=str)


def _first_words(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Return the event up to where a library begins to show values: the task that failed, what was received."""
    line["event"] = _VALUES.split(str(line["event"]), maxsplit=1)[0].strip()
    return line


def _without_bsn(_logger: WrappedLogger, _method: str, line: str | EventDict) -> str:
    """Return the finished line; a value in it may have brought a BSN along."""
    return mask_in_text(str(line))
