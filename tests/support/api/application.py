"""The application in this process, its clock, and a client for each of its callers."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

from gateway.app import create_app
from gateway.exchange.kernel.gateway import Gateway
from gateway.settings import Settings
from tests.support.api.parties import Caller, enrol
from tests.support.messages.messages import schemas

SHARED = pytest.mark.asyncio(loop_scope="module")
"""Marks a test that uses `shared_api`: both run on the event loop of their file."""
NOW = datetime(2024, 3, 1, 9, 30, tzinfo=UTC)
"""The day of Dagtekening in tests/support/messages/messages.py; 10:30 in the Netherlands."""


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        """Move the clock on: days=1, seconds=5."""
        self.now += timedelta(**span)


@dataclass
class Api:
    """The application, and who calls it."""

    app: FastAPI
    clock: Clock
    dsn: str
    keys: dict[str, str]
    _stack: AsyncExitStack
    _callers: dict[str, Caller] = field(default_factory=dict)

    @property
    def gateway(self) -> Gateway:
        """The gateway that the application serves."""
        found: Gateway = self.app.state.gateway
        return found

    async def caller(self, code: str) -> Caller:
        """Return this party, with its own key."""
        if code not in self._callers:
            http = await self._stack.enter_async_context(self.http(self.keys[code]))
            self._callers[code] = Caller(code, http)
        return self._callers[code]

    def http(self, key: str | None = None) -> httpx.AsyncClient:
        """Return a client with this key, or without one."""
        headers = {"authorization": f"Bearer {key}"} if key else {}
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://gateway.test", headers=headers)


Start = Callable[[FastAPI], AbstractAsyncContextManager[object]]


def _start(app: FastAPI) -> AbstractAsyncContextManager[object]:
    return app.router.lifespan_context(app)


@asynccontextmanager
async def an_api(
    dsn: str, clock: Clock, max_requests: int = 200, start: Start = _start, keys: dict[str, str] | None = None
) -> AsyncIterator[Api]:
    """Yield the application on this database, started as its server would, with this clock and all parties enrolled.

    `keys`: those of the parties, where the database has them already.
    """
    app = create_app(Settings(database_url=dsn, max_requests=max_requests))
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(start(app))
        app.state.gateway = replace(app.state.gateway, now=clock, schemas=schemas())
        yield Api(app, clock, dsn, keys or await enrol(app.state.gateway.db), stack)
