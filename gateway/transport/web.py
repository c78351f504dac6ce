"""What channels over HTTP share: the form of an address, the client, and what an answer or an error says."""

import asyncio
import ipaddress
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import ClassVar, Final, Self
from urllib.parse import SplitResult, urlsplit

import httpx

from gateway.standard.channels import ChannelName
from gateway.transport.addresses import Address, Network, is_public, is_within
from gateway.transport.channel import MAX_REACH_S, AddressUnfit, Allowed, Result
from gateway.transport.http_client import new_client, tls_context
from gateway.transport.line import Step, look_at_line

MAX_RETRY_AFTER = timedelta(days=1)
"""A receiver that asks for more gets this."""
_THIS_MACHINE: Final = "localhost"
_MAX_DIGITS: Final = 100
"""Digits read of a number of seconds: far beyond `MAX_RETRY_AFTER`, and int() has its limits."""


class WebChannel:
    """A channel whose addresses are those of the web, with the client that it calls them by."""

    name: ClassVar[ChannelName]

    def __init__(self, allowed: Allowed) -> None:
        """Make a channel without a client yet."""
        self._allowed = allowed
        self._opened: httpx.AsyncClient | None = None

    @property
    def client_file(self) -> Path | None:
        """Return the PEM file with the certificate and the key that the client shows; None: it shows none."""
        return None

    @property
    def client(self) -> httpx.AsyncClient:
        """Return the client of the open channel."""
        assert self._opened is not None, "the channel is open"
        return self._opened

    def check(self, address: str | None) -> Mapping[str, str]:
        """Raise AddressUnfit unless the address is one over HTTPS, or in a private network that is allowed."""
        if not address:
            raise AddressUnfit(
                "afleveradres-ontbreekt",
                f"Bij kanaal {self.name} hoort een afleveradres: geef --afleveradres https://…",
            )
        parts = _split(address)
        if parts is None:
            raise AddressUnfit(
                "afleveradres-ongeldig", f"{address!r} is geen adres als https://aanbieder.example/iwmo."
            )
        if parts.username is not None or parts.password is not None:
            raise AddressUnfit(
                "afleveradres-onveilig",
                "Zet geen gebruikersnaam of wachtwoord in het adres: het is voor iedereen te lezen.",
            )
        ip = _ip_address(parts.hostname or "")
        _check_network(address, parts.scheme, ip, self._allowed.networks)
        # The figures of an IP address are those of a machine.
        return {"het_adres": " ".join((parts.netloc if ip is None else "", *parts[2:]))}

    async def reach(self, address: str) -> Result:
        """Look at the line to the address step by step, and then ask there.

        What is asked changes nothing there, and is asked only when the name is known, the connection is made, and the
        certificate is good.
        """
        steps: list[Step] = []
        try:
            async with asyncio.timeout(MAX_REACH_S):
                steps += await look_at_line(address, self._allowed.networks, self._context())
                result = await self.ask(address)
        except Exception as error:  # noqa: BLE001 - whatever an address or an answer brings about, it is a result
            result = Result(False, error_name(error), False)
        return replace(result, steps=(*steps, Step("antwoord", result.reached, result.outcome)))

    async def ask(self, address: str) -> Result:
        """Ask the address what it can do (OPTIONS); any answer will do. Raises what the client raises."""
        async with self.client.stream("OPTIONS", address) as response:
            return Result(False, str(response.status_code), True, status=response.status_code)

    def _context(self) -> ssl.SSLContext:
        return tls_context(self._allowed.ca_file, self.client_file)

    async def __aenter__(self) -> Self:
        allowed = self._allowed
        self._opened = new_client(allowed.networks, allowed.ca_file, self.client_file)
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.client.aclose()


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
