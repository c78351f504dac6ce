"""The vault: what is personal goes into the database encrypted (AES-256-GCM), and a BSN is found by a keyed hash.

The database has a type for each. `geheim` is a number of a key and what was encrypted with it; `zoekbaar` is a keyed
hash. `kenmerk` is a name that somebody else made up, as it is kept: itself, or a pseudonym when it may hold a BSN. A
connection that `Kluis.fit` was called on turns them from and into plain bytes and text by itself, so that a query
reads as if nothing were hidden.
"""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.standard.identifiers import may_hold_bsn

if TYPE_CHECKING:
    import asyncpg
    from asyncpg.pool import PoolConnectionProxy

PLAIN: Final = 0
"""The number that stands for no key: content from before there was a vault."""
_LENGTH: Final = 32
_NONCE: Final = 12
_MOST: Final = 32_767
PSEUDONYM: Final = "BSN-verborgen-"
"""With which a pseudonym begins. It is longer than any Identificatie, so that nobody can bring one."""
_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
"""No figures, among which one might see a BSN again."""


class KluisError(Exception):
    """Something can't be read or written with these keys; the text says what and what to do, and shows no key."""


@dataclass(frozen=True, slots=True)
class Sleutelring:
    """The keys of one gateway. The highest number encrypts; all of them decrypt."""

    zoek: bytes = field(repr=False)
    """For the keyed hash; never replaced, or no client would be found again."""
    sleutels: Mapping[int, bytes] = field(repr=False)
    """By number, 1 up to and including 32767."""

    @property
    def actueel(self) -> int:
        """The number of the key that encrypts."""
        return max(self.sleutels)

    def with_new(self) -> "Sleutelring":
        """Return the ring with one key more, which encrypts from then on."""
        return Sleutelring(self.zoek, {**self.sleutels, self.actueel + 1: secrets.token_bytes(_LENGTH)})

    def text(self) -> str:
        """Return the ring as it is kept: a line a key."""
        named = {"zoek": self.zoek, **{str(number): key for number, key in sorted(self.sleutels.items())}}
        return "".join(f"{name} {base64.b64encode(key).decode()}\n" for name, key in named.items())

    def fingerprints(self) -> dict[str, bytes]:
        """By which a key is recognised without being known."""
        named = {"zoek": self.zoek, **{str(number): key for number, key in self.sleutels.items()}}
        return {name: hashlib.sha256(b"iwmo-gateway " + key).digest()[:8] for name, key in named.items()}

    def lacks(self, known: Mapping[str, bytes]) -> list[str]:
        """Return the names of the keys with these fingerprints that are not in the ring, or are others there."""
        ours = self.fingerprints()
        return sorted(name for name, fingerprint in known.items() if ours.get(name) != fingerprint)


def new_ring() -> Sleutelring:
    """Return a ring of fresh keys."""
    return Sleutelring(secrets.token_bytes(_LENGTH), {1: secrets.token_bytes(_LENGTH)})


def read_ring(text: str) -> Sleutelring:
    """Return the ring in this text: a line a key, its name or number and the key in base64. Raises KluisError."""
    keys: dict[str, bytes] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, encoded = line.strip().partition(" ")
        good = name == "zoek" or (name.isascii() and name.isdecimal() and 1 <= int(name) <= _MOST)
        key = _decoded(encoded.strip())
        if not good or key is None or name in keys:
            raise KluisError(
                f"Regel {number} van de sleutelring klopt niet. Een regel is 'zoek' of een nummer, een spatie, en "
                f"{_LENGTH} bytes in base64; elk één keer."
            )
        keys[name] = key
    zoek = keys.pop("zoek", None)
    if zoek is None or not keys:
        raise KluisError("In de sleutelring ontbreekt de regel 'zoek' of een genummerde sleutel.")
    return Sleutelring(zoek, {int(name): key for name, key in keys.items()})


def _decoded(text: str) -> bytes | None:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return key if len(key) == _LENGTH else None


class Kluis:
    """Encrypts and decrypts with a ring of keys."""

    def __init__(self, ring: Sleutelring, reload: Callable[[], Sleutelring] | None = None) -> None:
        """`reload` gives the ring anew when content turns up of a key that this one lacks: another process has it."""
        self.ring = ring
        self._reload = reload
        self._cipher = lru_cache(maxsize=64)(lambda number: AESGCM(self.ring.sleutels[number]))

    async def fit(self, connection: "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]") -> None:
        """On this connection `geheim` is bytes and `zoekbaar` the text to be found."""
        await connection.set_type_codec(
            "geheim", schema="public", encoder=self.encrypt, decoder=self.decrypt, format="tuple"
        )
        await connection.set_type_codec("zoekbaar", schema="public", encoder=self.search, decoder=tuple, format="tuple")
        await connection.set_type_codec("kenmerk", schema="public", encoder=self.named, decoder=tuple, format="tuple")

    def encrypt(self, content: bytes) -> tuple[int, bytes]:
        """Return the number of the key, and the nonce with what was encrypted."""
        number = self.ring.actueel
        nonce = os.urandom(_NONCE)
        return number, nonce + self._cipher(number).encrypt(nonce, content, None)

    def decrypt(self, kept: Any) -> bytes:
        """What was encrypted. Raises KluisError when the key is missing or the content was touched."""
        number, content = kept
        if number == PLAIN:
            return bytes(content)
        if number not in self.ring.sleutels:
            self._look_again(number)
        try:
            return self._cipher(number).decrypt(content[:_NONCE], content[_NONCE:], None)
        except InvalidTag:
            raise KluisError(
                f"Een versleutelde waarde in de database is geschonden, of sleutel {number} is niet die waarmee zij "
                "is gesloten."
            ) from None

    def lacks(self, known: Mapping[str, bytes]) -> list[str]:
        """As of the ring, and not either in the ring as it is kept by now."""
        with suppress(KluisError):
            if self.ring.lacks(known):
                self._renew()
        return self.ring.lacks(known)

    def _renew(self) -> None:
        """The ring is as it is kept by now, unless that lacks what it had."""
        kept = self.ring if self._reload is None else self._reload()
        if not kept.lacks(self.ring.fingerprints()):
            self.ring = kept

    def _look_again(self, number: int) -> None:
        self._renew()
        if number not in self.ring.sleutels:
            raise KluisError(
                f"Sleutel {number} ontbreekt in de sleutelring. Zet de volledige ring terug in GATEWAY_KEY_FILE."
            )

    def lock(self, number: int) -> int:
        """Return the keyed hash of the number of an advisory lock, which is such a number too."""
        plain = number.to_bytes(8, "big", signed=True)
        digest = hashlib.blake2b(plain, digest_size=8, key=self.ring.zoek, person=b"lock").digest()
        return int.from_bytes(digest, "big", signed=True)

    def search(self, text: str) -> tuple[bytes]:
        """Return the keyed hash by which this text is found; equal texts have equal hashes."""
        return (hmac.digest(self.ring.zoek, text.encode(), "sha256"),)

    def named(self, kenmerk: str) -> tuple[str]:
        """Return the name as it is kept: the same each time, so that what has it is found again and no other
        gets it.
        """
        if not may_hold_bsn(kenmerk):
            return (kenmerk,)
        digest = hmac.digest(self.ring.zoek, b"kenmerk " + kenmerk.encode(), "sha256")
        return (PSEUDONYM + digest[:12].hex().translate(_LETTERS),)
