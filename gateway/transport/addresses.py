"""The addresses that a message may be pushed to.

A host name is looked up once and its addresses are judged before one of them is called, so that no name server can show
us one address and have us call another.
"""

import asyncio
import ipaddress
import socket
import time
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

import httpcore

from gateway.transport.threads import Hanging, HangingCalls

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

LOOKUP_TIMEOUT_S: Final = 5.0
"""Seconds that a name may take to be looked up, beside those to connect."""
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_GIVEN_OUT: Final = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that is given out to the internet at large (RFC 4291); Python 3.11 takes much beside it for public."""
_NOT_PUBLIC: Final = tuple(
    ipaddress.ip_network(each)
    for each in (
        "192.0.0.0/24",  # for protocols (RFC 6890)
        "192.88.99.0/24",  # relays of 6to4, withdrawn (RFC 7526)
        "3fff::/20",  # for documentation (RFC 9637)
    )
)
"""Networks that Python 3.11 takes for public."""
_LOOKUPS_PER_HOST: Final = 2
"""Lookups of one name at a time; others wait for these, and for no other name."""


class AddressRefused(Exception):
    """A host name leads to no address that may be called."""


def is_public(address: Address) -> bool:
    """Return True for an address of the internet at large; an IPv6 form of an IPv4 address is judged as the latter."""
    inner = _inner(address)
    if inner is not None:
        return is_public(inner)
    given_out = isinstance(address, ipaddress.IPv4Address) or address in _GIVEN_OUT
    listed = any(address in network for network in _NOT_PUBLIC)
    return given_out and address.is_global and not address.is_multicast and not listed


def _inner(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]


def is_within(address: Address, allowed: Iterable[Network]) -> bool:
    """Return True when the address, or the IPv4 address that it stands for, lies in one of these networks."""
    inner = _inner(address)
    return any(each in network for network in allowed for each in (address, inner) if each is not None)


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connections to public addresses and to those in `allowed`; `only_allowed`: to the latter alone."""

    def __init__(self, allowed: Sequence[Network], *, only_allowed: bool) -> None:
        self._allowed = allowed
        self._only_allowed = only_allowed
        self._plain = httpcore.AnyIOBackend()
        self._lookups = HangingCalls("name lookup")

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as the base class has it
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of this host that may be called and answers.

        Raises AddressRefused, or what httpcore raises.
        """
        addresses = await self.addresses_of(host, port)
        until = None if timeout is None else time.monotonic() + timeout
        failure: Exception | None = None
        for address in addresses:
            left = None if until is None else max(until - time.monotonic(), 0.001)
            try:
                return await self._plain.connect_tcp(str(address), port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or AddressRefused(host)

    async def sleep(self, seconds: float) -> None:
        """Wait this many seconds."""
        await asyncio.sleep(seconds)

    async def addresses_of(self, host: str, port: int) -> list[Address]:
        """Return the addresses of this host that may be called. A name server that is silent holds up this host only.

        Raises what httpcore raises.
        """
        try:
            async with asyncio.timeout(LOOKUP_TIMEOUT_S):
                found = await self._lookups.run({host: _LOOKUPS_PER_HOST}, _look_up, host, port)
        except (TimeoutError, Hanging) as error:
            raise httpcore.ConnectTimeout("name lookup") from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("name lookup") from error
        addresses = dict.fromkeys(ipaddress.ip_address(each) for each in found)
        return [each for each in addresses if self._may(each)]

    def _may(self, address: Address) -> bool:
        return is_within(address, self._allowed) or (not self._only_allowed and is_public(address))


def _look_up(host: str, port: int) -> list[str]:
    """Return the addresses of this host, as texts. Raises OSError."""
    return [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
