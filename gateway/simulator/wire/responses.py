"""Answers of the simulator over HTTP, also those that don't come."""

from typing import Final

from fastapi.responses import Response
from starlette.types import Receive, Scope, Send

from gateway.standard.stuf.answers import SoapAnswer
from gateway.standard.stuf.write import CONTENT_TYPE

LOST: Final = SoapAnswer(0, b"")
"""In place of an answer: the connection is closed without one."""


class _Broken(Response):
    """An answer that breaks off: the server closes the connection when less comes than was promised."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise a body, and send none."""
        headers = [(b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


def response_of(answer: SoapAnswer) -> Response:
    """Return what goes over HTTP."""
    if answer is LOST:
        return _Broken()
    headers = {} if answer.retry_after is None else {"retry-after": str(max(1, round(answer.retry_after)))}
    return Response(answer.data, answer.status, headers=headers, media_type=CONTENT_TYPE)
