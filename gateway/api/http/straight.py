"""A route past the machinery of the framework, which takes longer over a request than the rules over a message."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.types import Receive, Scope, Send


class StraightRoute(APIRoute):
    """In the OpenAPI document like any other, but its endpoint is called with the request and nothing else.

    Its dependencies are only described: the endpoint itself sees to who is calling, and to the body.
    """

    def __init__(self, path: str, endpoint: Callable[[Request], Awaitable[Response]], **described: Any) -> None:
        super().__init__(path, endpoint, **described)

        async def answered(scope: Scope, receive: Receive, send: Send) -> None:
            response = await endpoint(Request(scope, receive))
            await response(scope, receive, send)

        self.app = answered
