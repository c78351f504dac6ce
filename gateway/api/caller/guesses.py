"""Who shows what opens nothing time and again has to wait, before it costs the database another query.

Counted by address and not by the name of a key: a key can't be guessed, but whoever knows its name could shut out its
owner. What was good before is looked at whatever its address did, so that a caller behind the same proxy goes on.
"""

import math
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final

from cachetools import LRUCache, TTLCache

MOST: Final = 50
"""Failures of one address within a period; what was under way together may come on top."""
PERIOD: Final = 60
"""Seconds, from the first failure on."""
_REMEMBERED: Final = 10_000
"""Addresses, and good ways in, at a time."""
_HOME: Final = 64
"""Bits of an IPv6 address that one caller has in common with itself: it may choose the others."""


@dataclass(slots=True)
class _Failures:
    number: int
    until: float


class Guesses:
    """The failures of each address of late, in this process."""

    def __init__(self) -> None:
        self._failed: TTLCache[str, _Failures] = TTLCache(_REMEMBERED, PERIOD, time.monotonic)
        self._proved: LRUCache[int, bool] = LRUCache(_REMEMBERED)

    def wait(self, address: str, shown: tuple[str, str]) -> int:
        """How many seconds this address has to wait before what it shows is looked at; 0: it is now."""
        failures = self._failed.get(address)
        if failures is None or failures.number < MOST or hash(shown) in self._proved:
            return 0
        return max(1, math.ceil(failures.until - time.monotonic()))

    def failed(self, address: str, shown: tuple[str, str]) -> None:
        """It opened nothing."""
        self._proved.pop(hash(shown), None)
        failures = self._failed.get(address)
        if failures is None:
            failures = self._failed[address] = _Failures(0, time.monotonic() + PERIOD)
        failures.number += 1

    def good(self, shown: tuple[str, str]) -> None:
        """It opened a door. Its hash is kept, which Python makes with a secret of the process, and not the key."""
        self._proved[hash(shown)] = True


def home(host: str) -> str | None:
    """Return the address that counts for a host; None when it is no address at all."""
    try:
        address = ip_address(host)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return f"{int(address) >> (address.max_prefixlen - _HOME):x}/{_HOME}"
    return str(address)
