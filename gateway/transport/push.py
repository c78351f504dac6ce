"""Push over HTTP: one POST of the message to the address its receiver chose."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

import httpcore
import httpx

from gateway.transport import signature
from gateway.transport.addresses import CheckedBackend, Network
from gateway.transport.result import Result

TIMEOUT = httpx.Timeout(10, connect=5)
LONGEST_ATTEMPT = 30
"""Seconds for all of an attempt, however slowly an answer drips in."""
LONGEST_WAIT = timedelta(days=1)
"""Whoever asks for more gets this."""
_REFUSES_THE_MESSAGE: Final = frozenset({400, 409, 413, 415, 422})
"""The receiver is there and says that it is the message that is wrong."""
_DIGITS: Final = 100
"""So many of a number of seconds are read: it is beyond `LONGEST_WAIT` long before, and int() has its limits."""
_REST_OF_ANSWER: Final = 4096
"""So many bytes of an answer are read, to use the connection again; nobody looks at them."""


class _Body(httpx.AsyncByteStream):
    """The body of an answer, as httpcore gives it."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        """The connection is free again, or gone."""
        await self._response.aclose()


class CheckedTransport(httpx.AsyncBaseTransport):
    """Calls public addresses over TLS only; those in `allowed` may be private, and plain HTTP will do for them."""

    def __init__(self, allowed: Sequence[Network], context: ssl.SSLContext) -> None:
        self._pools = {
            scheme: httpcore.AsyncConnectionPool(
                ssl_context=context,
                max_connections=None,
                max_keepalive_connections=100,
                keepalive_expiry=5,
                network_backend=CheckedBackend(allowed, only_allowed=scheme == "http"),
            )
            for scheme in ("http", "https")
        }

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer, its body not yet read. Raises what httpcore raises."""
        url = request.url
        if url.scheme not in self._pools:
            raise httpx.UnsupportedProtocol(url.scheme)
        response = await self._pools[url.scheme].handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    async def aclose(self) -> None:
        """No connection is open any more."""
        for pool in self._pools.values():
            await pool.aclose()


def new_client(allowed: Sequence[Network] = (), ca_file: Path | None = None) -> httpx.AsyncClient:
    """Return a client that follows no redirects and trusts no environment: proxies and netrc play no part.

    It calls private addresses only in the networks that are `allowed`. Certificates are checked against the usual
    authorities and those in `ca_file` (PEM).
    """
    context = httpx.create_ssl_context(trust_env=False)
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    transport = CheckedTransport(allowed, context)
    return httpx.AsyncClient(transport=transport, timeout=TIMEOUT, follow_redirects=False, trust_env=False)


async def push(
    client: httpx.AsyncClient, url: str, inhoud: bytes, bericht_id: str, soort: str, geheimen: Sequence[bytes] = ()
) -> Result:
    """The receiver has the message when it answered with 2xx; any other outcome is reported, never raised.

    The receiver may get a message twice, with the same bytes and the same `Gateway-Bericht`: when its answer is lost.
    It is signed with each of these secrets.
    """
    headers = {
        "content-type": "application/xml",
        "gateway-bericht": bericht_id,
        "gateway-soort": soort,
        **signature.headers(geheimen, bericht_id, datetime.now(UTC), inhoud),
    }
    found: Result | None = None
    try:
        async with (
            asyncio.timeout(LONGEST_ATTEMPT),
            client.stream("POST", url, content=inhoud, headers=headers) as response,
        ):
            found = _said(response)
            await _drain(response)
    except Exception as error:  # noqa: BLE001 - whatever an address or an answer brings about, the worker goes on
        # What goes wrong in an answer after its first lines takes nothing back of what they said.
        return found or Result(False, _name(error), False)
    return found


def _said(response: httpx.Response) -> Result:
    return Result(
        response.is_success,
        str(response.status_code),
        response.is_success or response.status_code in _REFUSES_THE_MESSAGE,
        _retry_after(response.headers.get("retry-after")),
        response.status_code,
    )


async def _drain(response: httpx.Response) -> None:
    """A short answer has been read; of a long or slow one the connection will be closed."""
    read = 0
    async with asyncio.timeout(1):
        async for chunk in response.aiter_raw():
            read += len(chunk)
            if read > _REST_OF_ANSWER:
                return


def _name(error: BaseException) -> str:
    """What went wrong in a word: of a chain of errors that of TLS, which says most, or the last."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return type(cause).__name__
        cause = cause.__cause__ or cause.__context__
    return type(error).__name__


def _retry_after(value: str | None) -> timedelta | None:
    """Return the header as a span from now: seconds or an HTTP date; None when absent or not understood."""
    if not value:
        return None
    if value.strip().isdecimal():
        return timedelta(seconds=min(int(value.strip()[:_DIGITS]), LONGEST_WAIT.total_seconds()))
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment - datetime.now(UTC), timedelta(0)), LONGEST_WAIT)
