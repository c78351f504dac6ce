"""Passwords and codes of people: made by the gateway, kept as an Argon2id hash, checked beside the event loop."""

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from hmac import compare_digest
from typing import Final

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"
"""Without the letters and figures that are mistaken for others when read out; 32 of them."""
_GROUPS: Final = 5
_GROUP_LENGTH: Final = 4
MAX_PASSWORD_CHARS: Final = 200
"""Characters of a password that are looked at."""
STEP_S: Final = 30
"""Seconds that a code is good (RFC 6238); the one before and the one after it are taken too."""
ISSUER: Final = "iWmo-gateway"

_HASHER: Final = PasswordHasher()
_THREADS: Final = ThreadPoolExecutor(max_workers=2, thread_name_prefix="wachtwoord")
"""Each check takes 64 MB for some tens of milliseconds: no more than two at a time."""


def make_password() -> str:
    """Return a new password of 100 random bits, in groups that can be read out."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))


async def hash_password(password: str) -> str:
    """Return the hash of the password, with its salt and its costs."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _HASHER.hash, password)


async def is_password(hashed: str | None, password: str) -> bool:
    """Return True when this is the password; None, for a person who doesn't exist, takes as long and is False."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _verified, hashed, password)


def _verified(hashed: str | None, password: str) -> bool:
    try:
        _HASHER.verify(_nobodys() if hashed is None else hashed, password)
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None


@cache
def _nobodys() -> str:
    """Return the hash of a password that nobody has."""
    return _HASHER.hash(secrets.token_urlsafe())


def make_secret() -> bytes:
    """Return a new secret for codes: 160 bits in base 32, as apps take it."""
    return pyotp.random_base32().encode()


def address_of(secret: bytes, inlognaam: str) -> str:
    """Return the otpauth address by which an app learns the secret."""
    return pyotp.TOTP(secret.decode()).provisioning_uri(name=inlognaam, issuer_name=ISSUER)


def step_of_code(secret: bytes, code: str, at: datetime) -> int | None:
    """Return the time step of which this is the code, of those that are good now; None when it is no such code."""
    totp = pyotp.TOTP(secret.decode(), interval=STEP_S)
    given = "".join(code.split()).encode()
    now = int(at.timestamp()) // STEP_S
    good = (step for step in (now, now - 1, now + 1) if compare_digest(totp.generate_otp(step).encode(), given))
    return next(good, None)
