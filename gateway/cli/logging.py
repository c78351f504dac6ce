"""What a running gateway tells its operator: one JSON object a line, on stderr."""

import logging
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from gateway.standard.identifiers import mask_in_text

_QUIET = ("alembic", "asyncio", "httpcore", "httpx", "sqlalchemy", "uvicorn.access", "uvicorn.error")
"""Loggers of libraries that we only want to hear when something is wrong."""


def configure(level: str) -> None:
    """Every logger, ours and those of libraries, writes lines of at least this level ("info")."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
                _without_bsn,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _without_bsn(_logger: WrappedLogger, _method: str, line: str | EventDict) -> str:
    """The finished line; the text of an exception may have brought a BSN along."""
    return mask_in_text(str(line))
