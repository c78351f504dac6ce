"""Push over HTTP: one POST of the message to the address that its receiver chose."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import ClassVar, Final

import httpx

from gateway.standard.channels import ChannelName
from gateway.transport import signature
from gateway.transport.channel import MAX_ATTEMPT_S, Letter, Result
from gateway.transport.web import WebChannel, error_name, retry_after

_REFUSES_MESSAGE: Final = frozenset({400, 409, 413, 415, 422})
"""Statuses of a receiver that is there and finds the message wrong."""
_MAX_BODY_BYTES: Final = 4096
"""Bytes of an answer that are read, to use the connection again; their content is ignored."""
_MAX_BODY_S: Final = 1
"""Seconds in which they are read."""


class Push(WebChannel):
    """Posts messages to the address of their receiver, signed with its secrets."""

    name: ClassVar[ChannelName] = "push"
    needs_secrets: ClassVar[bool] = True
    needs_envelope: ClassVar[bool] = False

    async def send(self, letter: Letter) -> Result:
        """Post the message."""
        return await push(self.client, letter)


async def push(client: httpx.AsyncClient, letter: Letter) -> Result:
    """Post the message and return how the receiver answered; 2xx means that it has the message.

    Whatever goes wrong is a result, and is not raised. A receiver whose answer is lost gets the message again, with the
    same bytes and the same `Gateway-Bericht`.
    """
    headers = {
        "content-type": "application/xml",
        "gateway-bericht": letter.message_id,
        "gateway-soort": letter.kind,
        **signature.headers(letter.secrets, letter.message_id, datetime.now(UTC), letter.content),
    }
    return await post(client, letter.address, letter.content, headers)


async def post(client: httpx.AsyncClient, address: str, content: bytes, headers: Mapping[str, str]) -> Result:
    """Post this content and return how the address answered, within `MAX_ATTEMPT_S`. Never raises."""
    found: Result | None = None
    try:
        async with (
            asyncio.timeout(MAX_ATTEMPT_S),
            client.stream("POST", address, content=content, headers=headers) as response,
        ):
            found = _result(response)
            await _drain(response)
    except Exception as error:  # noqa: BLE001 - whatever an address or an answer brings about, the worker goes on
        # An error after the first lines of an answer takes nothing back of what they said.
        return found or Result(False, error_name(error), False)
    return found


def _result(response: httpx.Response) -> Result:
    """Return what the first lines of the answer say."""
    return Result(
        response.is_success,
        str(response.status_code),
        response.is_success or response.status_code in _REFUSES_MESSAGE,
        retry_after(response.headers.get("retry-after")),
        response.status_code,
    )


async def _drain(response: httpx.Response) -> None:
    """Read a short answer to its end, to use the connection again; leave a long or slow one."""
    read = 0
    async with asyncio.timeout(_MAX_BODY_S):
        async for chunk in response.aiter_raw():
            read += len(chunk)
            if read > _MAX_BODY_BYTES:
                return
