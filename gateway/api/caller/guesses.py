"""A bound on failed logins: an address that failed too often has to wait, before it costs the database a query.

Failures count by address and not by the name of a key: a key can't be guessed, but a stranger who knows its name could
shut out its owner. A credential that was good before is checked whatever its address did, so that a caller behind the
same proxy goes on.
"""

import math
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final

from cachetools import LRUCache, TTLCache

MAX_FAILURES_PER_PERIOD: Final = 50
"""Failures of one address within a period; requests that were under way at the same time may come on top."""
PERIOD_S: Final = 60
"""Seconds, counted from the first failure."""
_MAX_REMEMBERED: Final = 10_000
"""Addresses, and good credentials, kept at a time."""
_NETWORK_BITS: Final = 64
"""Bits of an IPv6 address that stay the same for one caller, which may choose the others."""


@dataclass(slots=True)
class _Failures:
    number: int
    until: float


class Guesses:
    """The recent failures of each address, in this process."""

    def __init__(self) -> None:
        self._failed: TTLCache[str, _Failures] = TTLCache(_MAX_REMEMBERED, PERIOD_S, time.monotonic)
        self._proved: LRUCache[int, bool] = LRUCache(_MAX_REMEMBERED)

    def wait(self, address: str, credential: tuple[str, str]) -> int:
        """Return how many seconds this address has to wait before its credential is checked; 0: none."""
        failures = self._failed.get(address)
        if failures is None or failures.number < MAX_FAILURES_PER_PERIOD or hash(credential) in self._proved:
            return 0
        return max(1, math.ceil(failures.until - time.monotonic()))

    def failed(self, address: str, credential: tuple[str, str]) -> None:
        """Count a failure: the credential is nobody's."""
        self._proved.pop(hash(credential), None)
        failures = self._failed.get(address)
        if failures is None:
            failures = self._failed[address] = _Failures(0, time.monotonic() + PERIOD_S)
        failures.number += 1

    def good(self, credential: tuple[str, str]) -> None:
        """Remember that the credential is good. Keeps its hash, salted by this process, and not the credential."""
        self._proved[hash(credential)] = True


def counted_address(host: str) -> str | None:
    """Return the address under which failures of this host are counted; None when it is no IP address."""
    try:
        address = ip_address(host)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return f"{int(address) >> (address.max_prefixlen - _NETWORK_BITS):x}/{_NETWORK_BITS}"
    return str(address)
