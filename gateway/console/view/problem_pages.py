"""Problem documents, which the gateway answers errors with, as pages for people."""

import json
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.console.session.visit import known_visitor
from gateway.console.view.render import problem_page

_PROBLEM: Final = b"application/problem+json"
_CONTENT_TYPE: Final = b"content-type"
_CONTENT_LENGTH: Final = b"content-length"


class ProblemPages:
    """Middleware that shows each problem document as a page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle the request. The head of a problem waits for its body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head: Message | None = None
        body = b""

        async def shown(message: Message) -> None:
            nonlocal head, body
            if message["type"] == "http.response.start" and (_CONTENT_TYPE, _PROBLEM) in message["headers"]:
                head = message
                return
            if head is None:
                await send(message)
                return
            body += message.get("body", b"")
            if not message.get("more_body", False):
                await _send_page(scope, head, json.loads(body), send)

        await self.app(scope, receive, shown)


async def _send_page(scope: Scope, head: Message, problem: dict[str, Any], send: Send) -> None:
    page = problem_page(known_visitor(scope), scope["path"], problem)
    kept = [each for each in head["headers"] if each[0] not in (_CONTENT_TYPE, _CONTENT_LENGTH)]
    headers = [*kept, (_CONTENT_TYPE, b"text/html; charset=utf-8"), (_CONTENT_LENGTH, str(len(page)).encode())]
    await send({**head, "headers": headers})
    await send({"type": "http.response.body", "body": page})
