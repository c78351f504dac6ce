"""Methods that no route names: HEAD is answered as GET; for any other, the methods that the path takes."""

from fastapi import Request
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HeadAsGet:
    """Middleware that answers HEAD as GET, with the same status and headers and no body.

    It goes around all other middleware, some of which makes headers out of the body; they and the log see a GET.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request, HEAD as GET without its body."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                if message.get("more_body", False):
                    return
                message = {"type": "http.response.body", "body": b""}
            await send(message)

        # The server reads the method from its own scope when it sends, so that scope keeps saying HEAD.
        await self.app({**scope, "method": "GET"}, receive, without_body)


def methods_at(request: Request) -> list[str]:
    """Return the methods that the address of this request takes, in alphabetical order."""
    found: set[str] = set()
    # Within a mount the path is relative to the mount; the routes of the application are relative to its own root.
    scope = {**request.scope, "root_path": request.scope.get("app_root_path", request.scope.get("root_path", ""))}
    for route in request.app.router.routes:
        if route.matches(scope)[0] is not Match.NONE:
            found |= _methods_of(route)
    if "GET" in found:
        found.add("HEAD")
    return sorted(found)


def _methods_of(route: BaseRoute) -> set[str]:
    if isinstance(route, Mount):  # files that belong to the documentation
        return {"GET"}
    return set(getattr(route, "methods", None) or ())
