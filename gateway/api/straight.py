"""A route past the machinery of the framework, which takes longer over a request than the rules over a message."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.routing import request_response


class StraightRoute(APIRoute):
    """In the OpenAPI document like any other, but its endpoint is called with the request and nothing else.

    Its dependencies are only described: the endpoint itself sees to who is calling, and to the body.
    """

    def __init__(self, path: str, endpoint: Callable[[Request], Awaitable[Response]], **described: Any) -> None:
        super().__init__(path, endpoint, **described)
        self.app = request_response(endpoint)
