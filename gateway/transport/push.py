"""Push over HTTP: one POST of the message to the address that its receiver chose."""

import asyncio
import ipaddress
import ssl
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import ClassVar, Final, Self
from urllib.parse import SplitResult, urlsplit

import httpx

from gateway.standard.channels import ChannelName
from gateway.transport import signature
from gateway.transport.addresses import Address, Network, is_public, is_within
from gateway.transport.channel import MAX_ATTEMPT_S, AddressUnfit, Allowed, Letter, Result
from gateway.transport.http_client import new_client

MAX_RETRY_AFTER = timedelta(days=1)
"""A receiver that asks for more gets this."""
_THIS_MACHINE: Final = "localhost"
_REFUSES_MESSAGE: Final = frozenset({400, 409, 413, 415, 422})
"""Statuses of a receiver that is there and finds the message wrong."""
_MAX_DIGITS: Final = 100
"""Digits read of a number of seconds: far beyond `MAX_RETRY_AFTER`, and int() has its limits."""
_MAX_BODY_BYTES: Final = 4096
"""Bytes of an answer that are read, to use the connection again; their content is ignored."""
_MAX_BODY_S: Final = 1
"""Seconds in which they are read."""


class Push:
    """Posts messages to the address of their receiver, signed with its secrets."""

    name: ClassVar[ChannelName] = "push"
    needs_secrets: ClassVar[bool] = True
    needs_envelope: ClassVar[bool] = False

    def __init__(self, allowed: Allowed) -> None:
        """Make a channel without a client yet."""
        self._allowed = allowed
        self._client: httpx.AsyncClient | None = None

    def check(self, address: str | None) -> Mapping[str, str]:
        """Raise AddressUnfit unless the address is one over HTTPS, or in a private network that is allowed."""
        return check_web_address(address, self.name, self._allowed.networks)

    async def __aenter__(self) -> Self:
        self._client = new_client(self._allowed.networks, self._allowed.ca_file)
        return self

    async def __aexit__(self, *exc: object) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def send(self, letter: Letter) -> Result:
        """Post the message."""
        assert self._client is not None, "the channel is open"
        return await push(self._client, letter)


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


def check_web_address(address: str | None, channel: ChannelName, networks: Sequence[Network]) -> Mapping[str, str]:
    """Raise AddressUnfit unless the address is one over HTTPS, or in a private network that is allowed.

    Return the parts of it that can be any text, as `Channel.check` does.
    """
    if not address:
        raise AddressUnfit(
            "afleveradres-ontbreekt", f"Bij kanaal {channel} hoort een afleveradres: geef --afleveradres https://…"
        )
    parts = _split(address)
    if parts is None:
        raise AddressUnfit("afleveradres-ongeldig", f"{address!r} is geen adres als https://aanbieder.example/iwmo.")
    if parts.username is not None or parts.password is not None:
        raise AddressUnfit(
            "afleveradres-onveilig",
            "Zet geen gebruikersnaam of wachtwoord in het adres: het is voor iedereen te lezen.",
        )
    ip = _ip_address(parts.hostname or "")
    _check_network(address, parts.scheme, ip, networks)
    # The figures of an IP address are those of a machine.
    return {"het_adres": " ".join((parts.netloc if ip is None else "", *parts[2:]))}


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


def error_name(error: BaseException) -> str:
    """Return the class of the error; of a chain of errors the TLS error in it, which says most."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return type(cause).__name__
        cause = cause.__cause__ or cause.__context__
    return type(error).__name__


def retry_after(value: str | None) -> timedelta | None:
    """Return the header, seconds or an HTTP date, as a time from now; None when absent or not understood."""
    if not value:
        return None
    if value.strip().isdecimal():
        return timedelta(seconds=min(int(value.strip()[:_MAX_DIGITS]), MAX_RETRY_AFTER.total_seconds()))
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max(until - datetime.now(UTC), timedelta(0)), MAX_RETRY_AFTER)


def _check_network(address: str, scheme: str, ip: Address | None, networks: Sequence[Network]) -> None:
    """Raise AddressUnfit for an address in a private network that is not allowed, and for plain HTTP elsewhere."""
    if ip is not None and not is_public(ip) and not is_within(ip, networks):
        raise AddressUnfit(
            "afleveradres-afgeschermd",
            f"{address} ligt in een afgeschermd netwerk of op deze machine zelf. Laat het toe met de instelling "
            "GATEWAY_PUSH_PRIVATE (zoals 10.20.0.0/16 of 127.0.0.0/8) als dat de bedoeling is.",
        )
    if scheme == "http" and (ip is None or not is_within(ip, networks)):
        raise AddressUnfit(
            "afleveradres-onveilig",
            f"{address} is niet versleuteld; berichten met persoonsgegevens gaan alleen over https, behalve naar een "
            "adres in een netwerk van GATEWAY_PUSH_PRIVATE.",
        )


def _ip_address(host: str) -> Address | None:
    """Return the IP address that the host is; None when it is a name that has to be looked up."""
    if host == _THIS_MACHINE:
        return ipaddress.IPv4Address("127.0.0.1")
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _split(address: str) -> SplitResult | None:
    """Return the parts of a web address; None when the text is no such address."""
    try:
        parts = urlsplit(address)
        complete = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if complete and address.isprintable() and " " not in address else None
