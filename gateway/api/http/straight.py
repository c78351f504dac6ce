"""The straight way to a route: past the other routes, and past what FastAPI does for a request in general.

FastAPI's handling of a request takes longer than the rules take over a message.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.api.http.accept import check_accept, offered_by


class StraightRoute(APIRoute):
    """A route that is documented like any other, but whose endpoint gets the request and nothing else.

    The dependencies of this route serve the documentation only: the endpoint itself checks the caller and reads the
    body. It shows no personal data, for which there would have to be a read record.
    """

    def __init__(self, path: str, endpoint: Callable[[Request], Awaitable[Response]], **described: Any) -> None:
        super().__init__(path, endpoint, **described)
        self._offered = offered_by(self)

        async def answered(scope: Scope, receive: Receive, send: Send) -> None:
            response = await self.answer(scope, receive)
            await response(scope, receive, send)

        self.app = answered

    async def answer(self, scope: Scope, receive: Receive) -> Response:
        """Return the answer of the endpoint. Raises Problem 406 when the caller takes none of its media types."""
        check_accept(scope, self._offered)
        response: Response = await self.endpoint(Request(scope, receive))
        return response


class Straight:
    """Middleware that hands a request for a straight route to that route, and any other request on.

    It stands within the middleware that each request passes, and around what straight routes need not pass.
    """

    def __init__(self, app: ASGIApp, application: FastAPI) -> None:
        self.app = app
        self._handlers = application.exception_handlers
        self._routes = {
            (method, route.path): route
            for route in application.router.routes
            if isinstance(route, StraightRoute)
            for method in route.methods or ()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request. An error is answered as the application answers it."""
        route = self._routes.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if route is None:
            await self.app(scope, receive, send)
            return
        scope["route"] = route
        try:
            response = await route.answer(scope, receive)
        except Exception as error:  # noqa: BLE001 - raised again within, and from there when nothing answers it
            await ExceptionMiddleware(_raising(error), self._handlers)(scope, receive, send)
        else:
            await response(scope, receive, send)


def _raising(error: Exception) -> ASGIApp:
    async def raised(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise error

    return raised
