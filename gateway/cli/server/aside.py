"""Work about large messages in processes beside the server, each with a gateway of its own while it works.

Python carries out one thread at a time, so that beside a claim of ten thousand lines every other answer would be late.
A process is started when there is such work, and kept for the next.
"""

import asyncio
import copyreg
import gc
import os
import pickle
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import structlog
from anyio import BrokenWorkerProcess, CapacityLimiter, to_process

from gateway.cli.session.logs.logging import configure
from gateway.exchange.kernel.gateway import Gateway, Interrupted
from gateway.exchange.kernel.turns import MAX_LARGE_AT_ONCE
from gateway.exchange.kernel.unforeseen import is_passing, place
from gateway.opening import open_gateway
from gateway.settings import Settings
from gateway.store.db.database import DatabaseUnavailable
from gateway.store.db.faults import explain

_NICE: Final = 5
"""The priority below that of the server, which has others waiting."""

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger(__name__)


class Processes:
    """Processes that work for one server, each with these settings; the event loop ends them when it closes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._places = CapacityLimiter(MAX_LARGE_AT_ONCE)

    async def run(self, work: Callable[Concatenate[Gateway, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `work` gives there, and raise what it raises. Work that began is finished, whoever waits for it.

        Raises Interrupted when the process is gone before it is done.
        """
        known = structlog.contextvars.get_contextvars()
        job = _Job(work, args, kwargs, self._settings, known)
        try:
            result: T = await to_process.run_sync(_do, job, limiter=self._places)
        except BrokenWorkerProcess as error:
            log.error("aside.process_lost")
            raise Interrupted from error
        return result


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[..., Awaitable[Any]]
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    settings: Settings
    known: Mapping[str, Any]
    """What the server's log lines say of the request."""


def _do(job: _Job) -> Any:
    """Do the work in this process. Raises an error that comes through a pipe."""
    _settle(job.settings.log_level)
    try:
        with structlog.contextvars.bound_contextvars(**job.known):
            return asyncio.run(_with_gateway(job))
    except Exception as error:  # noqa: BLE001 - it is raised where the work was asked for
        raise _sendable(error) from None
    finally:
        gc.collect()


async def _with_gateway(job: _Job) -> Any:
    """Do the work with a gateway that is open meanwhile: between jobs this process holds nothing of the database."""
    async with open_gateway(job.settings) as gateway:
        return await job.work(gateway, *job.args, **job.kwargs)


@cache
def _settle(log_level: str) -> None:
    """Make this process, once, a helper of the server: Ctrl-C and a signal to stop are for the server to act on."""
    with suppress(OSError):  # where a system forbids it
        os.nice(_NICE)
    gc.disable()  # of a million objects of a message nearly none is garbage until it is done
    gc.freeze()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8")  # the library had put it out of use
    configure(log_level)


def _sendable(error: Exception) -> Exception:
    """Return the error, or one that means as much to the server, when it can't be made again from its pickle."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever a class of errors asks for
        if is_passing(error):
            return DatabaseUnavailable(explain(error) or type(error).__name__)
        return RuntimeError(f"{type(error).__name__} ({place(error)})")
    return error


def _unchangeable(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


# What stands in a finding comes through a pipe too.
copyreg.pickle(MappingProxyType, lambda mapping: (_unchangeable, (dict(mapping),)))
