"""Push over HTTP: one POST of the message to the address its receiver chose."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

TIMEOUT = httpx.Timeout(10, connect=5)
LONGEST_ATTEMPT = 30
"""Seconds for all of an attempt, however slowly an answer drips in."""
LONGEST_WAIT = timedelta(days=7)
"""Whoever asks for more gets this."""


@dataclass(frozen=True, slots=True)
class PushResult:
    """What became of one attempt."""

    gelukt: bool
    uitkomst: str
    """In a few words, without content: "200", "503", "ConnectTimeout"."""
    niet_voor: timedelta | None = None
    """How long the receiver asks to wait (Retry-After)."""


def new_client() -> httpx.AsyncClient:
    """A client that follows no redirects and trusts no environment: proxies and netrc play no part."""
    return httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False, trust_env=False)


async def push(client: httpx.AsyncClient, url: str, inhoud: bytes, bericht_id: str, soort: str) -> PushResult:
    """The receiver has the message when it answered with 2xx; any other outcome is reported, never raised.

    The receiver may get a message twice, with the same bytes and the same `Gateway-Bericht`: when its answer is lost.
    """
    headers = {"content-type": "application/xml", "gateway-bericht": bericht_id, "gateway-soort": soort}
    try:
        async with (
            asyncio.timeout(LONGEST_ATTEMPT),
            client.stream("POST", url, content=inhoud, headers=headers) as response,
        ):
            return PushResult(
                response.is_success, str(response.status_code), _retry_after(response.headers.get("retry-after"))
            )
    except Exception as error:  # noqa: BLE001 - whatever an address or an answer brings about, the worker goes on
        return PushResult(False, type(error).__name__)


def _retry_after(value: str | None) -> timedelta | None:
    """The header as a span from now: seconds or an HTTP date; None when absent or not understood."""
    if not value:
        return None
    if value.strip().isdecimal():
        return timedelta(seconds=min(int(value), LONGEST_WAIT.total_seconds()))
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment - datetime.now(UTC), timedelta(0)), LONGEST_WAIT)
