"""An answer with personal data goes out only when its read record is written."""

from collections.abc import Callable, Sequence
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.api.http.problems import CLIENT_LEFT
from gateway.exchange.custody.reads import record_read
from gateway.store.custody.inzages import ReadAccess, ReadOutcome

AccessesOf = Callable[[Scope, str, ReadOutcome], Sequence[ReadAccess]]
"""The read records that the answer to this request needs; it gets the route, as `GET /v1/berichten/{id}`."""

_ERROR: Final = 500
_REFUSED: Final = 400

log = structlog.get_logger(__name__)


class OnRecord:
    """Middleware that writes the read records of an answer before it goes out."""

    def __init__(self, app: ASGIApp, accesses_of: AccessesOf, withheld: ASGIApp) -> None:
        """Describe the middleware. `withheld`: the answer to give when a read record can't be written."""
        self._app = app
        self._accesses_of = accesses_of
        self._withheld = withheld

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request."""
        withheld = False

        async def seen(message: Message) -> None:
            nonlocal withheld
            if message["type"] == "http.response.start" and not await self._record(scope, message["status"]):
                withheld = True
                await self._withheld(scope, receive, send)
            if not withheld:
                await send(message)

        await self._app(scope, receive, seen if scope["type"] == "http" else send)

    async def _record(self, scope: Scope, status: int) -> bool:
        """Write the read records that this answer needs; return False when that failed.

        An error of the gateway needs none, nor an answer to a client that left.
        """
        if status >= _ERROR or status == CLIENT_LEFT:
            return True
        route = f"{scope['method']} {getattr(scope.get('route'), 'path', '')}"
        try:
            for access in self._accesses_of(scope, route, "toegestaan" if status < _REFUSED else "geweigerd"):
                await record_read(scope["app"].state.gateway, access)
        except Exception as error:  # noqa: BLE001 - whatever the cause, without a record nothing is shown
            log.error("read_record.write_failed", route=route, error=type(error).__name__)
            return False
        return True
