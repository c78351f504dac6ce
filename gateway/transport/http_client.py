"""The HTTP client for pushes, which calls no address that was not judged first."""

import ssl
from collections.abc import AsyncIterator, Sequence
from functools import cache
from pathlib import Path

import httpcore
import httpx

from gateway.transport.addresses import CheckedBackend, Network

TIMEOUT = httpx.Timeout(10, connect=5)
"""Seconds to wait for a connection, and for each part of an answer."""


class _Body(httpx.AsyncByteStream):
    """The body of an answer, as httpcore gives it."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        """Give the connection back, or close it."""
        await self._response.aclose()


class CheckedTransport(httpx.AsyncBaseTransport):
    """Calls public addresses, over TLS only, and addresses in `allowed`, there over plain HTTP too."""

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
        """Send the request and return the answer, its body not yet read. Raises what httpcore raises."""
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
        """Close all connections."""
        for pool in self._pools.values():
            await pool.aclose()


@cache
def usual_tls_context() -> ssl.SSLContext:
    """Return how a client makes itself sure of others by the usual authorities, which nobody may change.

    One for the process: to load them takes 20 ms, in which the event loop would stand still for each client.
    """
    return httpx.create_ssl_context(trust_env=False)


def tls_context(ca_file: Path | None, client_file: Path | None) -> ssl.SSLContext:
    """Return how the client makes itself sure of others, and known. Raises OSError, as `new_client` does."""
    if ca_file is None and client_file is None:
        return usual_tls_context()
    context = httpx.create_ssl_context(trust_env=False)
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    if client_file is not None:
        context.load_cert_chain(client_file)
    return context


def new_client(
    allowed: Sequence[Network] = (), ca_file: Path | None = None, client_file: Path | None = None
) -> httpx.AsyncClient:
    """Return a client that follows no redirects and takes nothing from the environment, such as proxies and netrc.

    It calls private addresses only in the networks that are `allowed`. Certificates are checked against the usual
    authorities and those in `ca_file` (PEM). `client_file`: the certificate and the key that it shows (PEM).
    Raises OSError when a file can't be read or holds no such thing.
    """
    context = tls_context(ca_file, client_file)
    transport = CheckedTransport(allowed, context)
    return httpx.AsyncClient(transport=transport, timeout=TIMEOUT, follow_redirects=False, trust_env=False)
