"""Hashes of passwords that cost next to nothing, for tests that log people in.

A real one costs 64 MB and a quarter of a second of the processor on purpose, and again each time it is checked.
"""

from typing import Final

from argon2 import PasswordHasher

from gateway.exchange.parties import passwords

REAL: Final = passwords._HASHER
"""What the gateway hashes with, for the test that looks at its costs."""


def hash_cheaply() -> None:
    """From now on this process hashes passwords in a millisecond."""
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # type: ignore[misc]
