"""Asks a timestamp authority over HTTP (RFC 3161, 3.4)."""

import asyncio
from typing import Final

import httpx

from gateway.standard.timestamp import MAX_ANSWER_BYTES, TimestampError
from gateway.transport.http_client import usual_tls_context

TIMEOUT_S: Final = 30
"""Seconds that asking may last, however slowly an answer drips in."""


async def ask(url: str, query: bytes) -> bytes:
    """Post the request to the authority and return its answer, of which nothing is known yet.

    It follows no redirects and takes nothing from the environment. By plain HTTP is fine, since the answer is signed.
    Raises TimestampError for an answer that is no 200 or too large, httpx.HTTPError and TimeoutError.
    """
    headers = {"content-type": "application/timestamp-query", "accept": "application/timestamp-reply"}
    async with (
        asyncio.timeout(TIMEOUT_S),
        httpx.AsyncClient(
            verify=usual_tls_context(), timeout=TIMEOUT_S, follow_redirects=False, trust_env=False
        ) as client,
        client.stream("POST", url, content=query, headers=headers) as response,
    ):
        if response.status_code != httpx.codes.OK:
            raise TimestampError(f"de tijdstempelinstantie antwoordt met status {response.status_code}")
        answer = b""
        async for piece in response.aiter_bytes():
            answer += piece
            if len(answer) > MAX_ANSWER_BYTES:
                raise TimestampError(f"het antwoord van de tijdstempelinstantie is groter dan {MAX_ANSWER_BYTES} bytes")
    return answer
