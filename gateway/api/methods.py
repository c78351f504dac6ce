"""Methods that no route names: HEAD is GET without a body, and any other is told which there are."""

from typing import Final

from fastapi import Request
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SET_BY_ROUTING: Final = ("route", "endpoint", "path_params", "state", "router", "app")


class HeadAsGet:
    """Middleware that answers HEAD as GET, with the same status and headers and no body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                if message.get("more_body", False):
                    return
                message = {"type": "http.response.body", "body": b""}
            await send(message)

        # The server looks at the method in its own scope when it sends, so that one keeps saying HEAD.
        as_get = {**scope, "method": "GET"}
        try:
            await self.app(as_get, receive, without_body)
        finally:
            scope.update({name: as_get[name] for name in _SET_BY_ROUTING if name in as_get})


def methods_at(request: Request) -> list[str]:
    """Return the methods that the address of this request takes, in alphabetical order."""
    found: set[str] = set()
    for route in request.app.router.routes:
        if route.matches(request.scope)[0] is not Match.NONE:
            found |= _methods_of(route)
    if "GET" in found:
        found.add("HEAD")
    return sorted(found)


def _methods_of(route: BaseRoute) -> set[str]:
    if isinstance(route, Mount):  # files that belong to the documentation
        return {"GET"}
    return set(getattr(route, "methods", None) or ())
