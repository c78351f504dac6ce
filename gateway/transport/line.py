"""The line to a web address, looked at step by step: its name, a connection, TLS and its certificate."""

import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import httpcore

from gateway.transport.addresses import AddressRefused, CheckedBackend, Network

_CONNECT_S: Final = 5.0
SOON: Final = timedelta(days=30)
"""A certificate that ends sooner is told as one to renew."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was tried."""

    name: str
    """What was tried (Dutch), such as "certificaat"."""
    is_good: bool
    said: str
    """What came of it (Dutch)."""
    until: datetime | None = field(default=None, compare=False)
    """Of a certificate: its end."""


async def look_at_line(url: str, networks: tuple[Network, ...], context: ssl.SSLContext) -> list[Step]:
    """Return the steps to this address, up to the first that fails. Nothing is asked of who is there."""
    parts = urlsplit(url)
    host, is_safe = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_safe else 80)
    backend = CheckedBackend(networks, only_allowed=not is_safe)
    try:
        addresses = await backend.addresses_of(host, port)
    except (httpcore.ConnectError, httpcore.ConnectTimeout):
        return [Step("naam", False, f"{host} is niet gevonden")]
    if not addresses:
        return [Step("naam", False, f"{host} leidt naar geen adres dat mag (GATEWAY_PUSH_PRIVATE)")]
    steps = [
        Step("naam", True, f"{host} is gevonden: {len(addresses)} {'adres' if len(addresses) == 1 else 'adressen'}")
    ]
    try:
        stream = await backend.connect_tcp(host, port, _CONNECT_S)
    except (httpcore.ConnectError, httpcore.ConnectTimeout, AddressRefused) as error:
        return [*steps, Step("verbinding", False, f"poort {port} neemt geen verbinding aan ({type(error).__name__})")]
    steps.append(Step("verbinding", True, f"poort {port} neemt een verbinding aan"))
    try:
        return steps + (await _look_at_tls(stream, host, context) if is_safe else [_not_encrypted()])
    finally:
        await stream.aclose()


def _not_encrypted() -> Step:
    return Step("TLS", True, "niet versleuteld, in een netwerk waar dat mag")


async def _look_at_tls(stream: httpcore.AsyncNetworkStream, host: str, context: ssl.SSLContext) -> list[Step]:
    try:
        safe = await stream.start_tls(context, host, _CONNECT_S)
    except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
        return [Step("TLS", False, _tls_fault(error))]
    found: Any = safe.get_extra_info("ssl_object")
    return [Step("TLS", True, str(found.version())), _validity(found.getpeercert())]


def _tls_fault(error: BaseException) -> str:
    """Return what OpenSSL says of the certificate; of another fault its name."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"het certificaat wordt niet vertrouwd: {cause.verify_message}"
        cause = cause.__cause__ or cause.__context__
    return f"geen versleutelde verbinding ({type(error).__name__})"


def _validity(certificate: dict[str, Any]) -> Step:
    end = datetime.fromtimestamp(ssl.cert_time_to_seconds(certificate["notAfter"]), UTC)
    left = end - datetime.now(UTC)
    return Step("certificaat", left > SOON, f"geldig tot en met {end.date()}, nog {left.days} dagen", end)
