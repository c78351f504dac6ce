"""Passwords and passphrases that cost next to nothing, for tests that log people in or wrap a ring of keys.

A real password costs 64 MB and a quarter of a second of the processor on purpose, and again each time it is checked;
the two passphrases of a ring in escrow cost 128 MB and half a second each.
"""

from typing import Final

from argon2 import PasswordHasher

from gateway.exchange.parties import passwords
from gateway.store.custody import escrow, wrapped_ring

REAL: Final = passwords._HASHER
"""What the gateway hashes with, for the test that looks at its costs."""
REAL_ESCROW: Final[int] = escrow.wrap.__kwdefaults__["cost"]
REAL_RING: Final = wrapped_ring._COST
"""What a guess at a passphrase costs: of escrow, and of the ring beside a backup."""


def hash_cheaply() -> None:
    """From now on this process hashes passwords and passphrases in a millisecond."""
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # type: ignore[misc]
    escrow.wrap.__kwdefaults__["cost"] = 2
    wrapped_ring._COST = 2  # type: ignore[misc]
