"""The log of a running gateway: one JSON object a line, on stderr."""

import logging
import re
import sys
from contextlib import suppress
from functools import partial
from typing import Final, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from gateway.cli.session.logs.traced import traced
from gateway.standard.files.json_lines import json_line
from gateway.standard.identifiers import mask_in_text

_QUIET = ("alembic", "asyncio", "httpcore", "httpx", "sqlalchemy", "uvicorn.access", "uvicorn.error")
"""Loggers of libraries that log warnings and errors only."""


_VALUES: Final = re.compile(r"[\n<(\[{]")


class _Lines:
    """The output of the logger with this name. A line that can't be written is dropped, and raises nothing."""

    def __init__(self, out: TextIO, name: str) -> None:
        self.name = name
        self._out = out

    def write(self, line: str) -> None:
        """Write the line, unless stderr is closed."""
        with suppress(OSError, ValueError):
            self._out.write(line + "\n")

    debug = info = warning = error = critical = write


def configure(level: str, *, stays: bool = True) -> None:
    """Configure all loggers, ours and those of libraries, to write lines of at least this level ("info").

    `stays`: the process keeps running, and caches its loggers.
    """
    least = logging.getLevelNamesMapping()[level.upper()]
    begun: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(lambda info: "" if info[1] is None else traced(info[1])),
    ]
    finished: list[Processor] = [structlog.processors.JSONRenderer(_as_line), _mask_bsn]
    # Our own lines bypass the loggers of the standard library, which would take most of the time of a line.
    structlog.configure(
        processors=[*begun, *finished],
        logger_factory=partial(_Lines, sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(least),
        cache_logger_on_first_use=stays,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_cut_values, *begun],
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


def _cut_values(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Cut the event of a library off where values begin: the task that failed, what was received."""
    line["event"] = _VALUES.split(str(line["event"]), maxsplit=1)[0].strip()
    return line


def _mask_bsn(_logger: WrappedLogger, _method: str, line: str | EventDict) -> str:
    """Return the finished line, with any BSN in it masked."""
    return mask_in_text(str(line))
