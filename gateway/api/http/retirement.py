"""The end of a route, told ahead in the head of its answers: since when it is on its way out, until when it stays.

How long that is, is a promise to who uses the API: see docs/http.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class Retirement:
    """The end of a route."""

    since: date
    """The day on which it was announced: new programs don't use it."""
    until: date
    """The first day on which it may be gone, at least `MIN_NOTICE` after `since`."""
    instead: str
    """The address of what takes its place."""

    def headers(self) -> dict[str, str]:
        """Return the headers that tell it: Deprecation (RFC 9745), Sunset (RFC 8594) and Link."""
        return {
            "deprecation": f"@{int(_midnight(self.since).timestamp())}",
            "sunset": format_datetime(_midnight(self.until), usegmt=True),
            "link": f'<{self.instead}>; rel="successor-version", </docs>; rel="deprecation"; type="text/html"',
        }


MIN_NOTICE: Final = timedelta(days=182)
"""How long a route stays after it was announced that it goes: half a year."""
RETIREMENTS: Final[Mapping[str, Retirement]] = {
    "GET /openapi.json": Retirement(date(2026, 11, 29), date(2027, 6, 1), "/v1/openapi.json"),
}
"""By route: its end. A route that isn't here stays."""


class Retiring:
    """Middleware that tells, at every answer of a route on its way out, also an error, that it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request."""

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and (found := retirement_of(scope)) is not None:
                headers = MutableHeaders(scope=message)
                for name, value in found.headers().items():
                    headers.append(name, value)
            await send(message)

        await self.app(scope, receive, told if scope["type"] == "http" else send)


def retirement_of(scope: Scope) -> Retirement | None:
    """Return the end of the route that took this request; None when it stays, or there is none."""
    return end_of(f"{scope['method']} {getattr(scope.get('route'), 'path', '')}")


def end_of(route: str) -> Retirement | None:
    """Return the end of a route, such as "GET /v1/postvak"; None when it stays."""
    return RETIREMENTS.get(route)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
