"""The vault: personal data go into the database encrypted (AES-256-GCM), and a BSN is found by a keyed hash.

The database has three types for that. `geheim`: the number of a key and the content that was encrypted with it.
`zoekbaar`: a keyed hash. `kenmerk`: a name that another system made up, such as an Identificatie; replaced by a
pseudonym when it may hold a BSN. After `Vault.set_codecs` a connection converts these types by itself, so that queries
work with plain bytes and text.
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
"""The number of no key: content from before there was a vault."""
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_MAX_KEY_NUMBER: Final = 32_767
PSEUDONYM: Final = "BSN-verborgen-"
"""The beginning of each pseudonym. It is longer than any Identificatie, so that no sender can bring a pseudonym."""
_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
"""Letters for hexadecimal digits, because figures might look like a BSN again."""


class VaultError(Exception):
    """Something can't be read or written with these keys; the text says what and what to do, and shows no key."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of one gateway. The highest number encrypts; all of them decrypt."""

    search_key: bytes = field(repr=False)
    """For the keyed hash; never replaced, or no client would be found again."""
    keys_by_number: Mapping[int, bytes] = field(repr=False)
    """By number, 1 up to and including 32767."""

    @property
    def newest(self) -> int:
        """The number of the key that encrypts."""
        return max(self.keys_by_number)

    def with_new_key(self) -> "KeyRing":
        """Return the ring with one key more, which encrypts from then on."""
        return KeyRing(self.search_key, {**self.keys_by_number, self.newest + 1: secrets.token_bytes(_KEY_BYTES)})

    def text(self) -> str:
        """Return the ring in the form of its file: a line a key."""
        by_name = {"zoek": self.search_key, **{str(number): key for number, key in sorted(self.keys_by_number.items())}}
        return "".join(f"{name} {base64.b64encode(key).decode()}\n" for name, key in by_name.items())

    def fingerprints(self) -> dict[str, bytes]:
        """Return a short hash of each key by its name, to recognise a key without knowing it."""
        by_name = {"zoek": self.search_key, **{str(number): key for number, key in self.keys_by_number.items()}}
        return {name: hashlib.sha256(b"iwmo-gateway " + key).digest()[:8] for name, key in by_name.items()}

    def missing_keys(self, known: Mapping[str, bytes]) -> list[str]:
        """Return the names of the keys with these fingerprints that are not in the ring, or are others there."""
        ours = self.fingerprints()
        return sorted(name for name, fingerprint in known.items() if ours.get(name) != fingerprint)


def new_ring() -> KeyRing:
    """Return a ring of fresh keys."""
    return KeyRing(secrets.token_bytes(_KEY_BYTES), {1: secrets.token_bytes(_KEY_BYTES)})


def read_ring(text: str) -> KeyRing:
    """Return the ring in this text: a line a key, its name or number and the key in base64. Raises VaultError."""
    keys: dict[str, bytes] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, encoded = line.strip().partition(" ")
        good = name == "zoek" or (name.isascii() and name.isdecimal() and 1 <= int(name) <= _MAX_KEY_NUMBER)
        key = _decoded(encoded.strip())
        if not good or key is None or name in keys:
            raise VaultError(
                f"Regel {number} van de sleutelring klopt niet. Een regel is 'zoek' of een nummer, een spatie, en "
                f"{_KEY_BYTES} bytes in base64; elk één keer."
            )
        keys[name] = key
    search_key = keys.pop("zoek", None)
    if search_key is None or not keys:
        raise VaultError("In de sleutelring ontbreekt de regel 'zoek' of een genummerde sleutel.")
    return KeyRing(search_key, {int(name): key for name, key in keys.items()})


def _decoded(text: str) -> bytes | None:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return key if len(key) == _KEY_BYTES else None


class Vault:
    """Encrypts and decrypts with a ring of keys."""

    def __init__(self, ring: KeyRing, reload: Callable[[], KeyRing] | None = None) -> None:
        """Use this ring; `reload` returns the latest one, for content encrypted by another process with a newer key."""
        self.ring = ring
        self._reload = reload
        self._cipher = lru_cache(maxsize=64)(lambda number: AESGCM(self.ring.keys_by_number[number]))

    async def set_codecs(
        self, connection: "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]"
    ) -> None:
        """Make this connection take and give `geheim` as plain bytes, and take `zoekbaar` and `kenmerk` as text."""
        await connection.set_type_codec(
            "geheim", schema="public", encoder=self.encrypt, decoder=self.decrypt, format="tuple"
        )
        await connection.set_type_codec(
            "zoekbaar", schema="public", encoder=self.search_hash, decoder=tuple, format="tuple"
        )
        await connection.set_type_codec(
            "kenmerk", schema="public", encoder=self.pseudonymise, decoder=tuple, format="tuple"
        )

    def encrypt(self, content: bytes) -> tuple[int, bytes]:
        """Encrypt with the newest key. Returns the number of that key, and the nonce with the encrypted content."""
        number = self.ring.newest
        nonce = os.urandom(_NONCE_BYTES)
        return number, nonce + self._cipher(number).encrypt(nonce, content, None)

    def decrypt(self, kept: Any) -> bytes:
        """Return the plain content. Raises VaultError when the key is missing or the content was tampered with."""
        number, content = kept
        if number == PLAIN:
            return bytes(content)
        if number not in self.ring.keys_by_number:
            self._reload_for(number)
        try:
            return self._cipher(number).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], None)
        except InvalidTag:
            raise VaultError(
                f"Een versleutelde waarde in de database is geschonden, of sleutel {number} is niet die waarmee zij "
                "is gesloten."
            ) from None

    def missing_keys(self, known: Mapping[str, bytes]) -> list[str]:
        """Return what `KeyRing.missing_keys` does, after a reload of the ring when a key is missing."""
        with suppress(VaultError):
            if self.ring.missing_keys(known):
                self._reload_ring()
        return self.ring.missing_keys(known)

    def _reload_ring(self) -> None:
        """Reload the key ring. Keep the current one when the reloaded ring lacks one of its keys."""
        kept = self.ring if self._reload is None else self._reload()
        if not kept.missing_keys(self.ring.fingerprints()):
            self.ring = kept

    def _reload_for(self, number: int) -> None:
        self._reload_ring()
        if number not in self.ring.keys_by_number:
            raise VaultError(
                f"Sleutel {number} ontbreekt in de sleutelring. Zet de volledige ring terug in GATEWAY_KEY_FILE."
            )

    def lock_hash(self, number: int) -> int:
        """Return the keyed hash of the number of an advisory lock, which is such a number too."""
        plain = number.to_bytes(8, "big", signed=True)
        digest = hashlib.blake2b(plain, digest_size=8, key=self.ring.search_key, person=b"lock").digest()
        return int.from_bytes(digest, "big", signed=True)

    def search_hash(self, text: str) -> tuple[bytes]:
        """Return the keyed hash by which this text is found; equal texts have equal hashes."""
        return (hmac.digest(self.ring.search_key, text.encode(), "sha256"),)

    def pseudonymise(self, kenmerk: str) -> tuple[str]:
        """Return the name as the database keeps it: itself, or its pseudonym when it may hold a BSN.

        The same name always gets the same pseudonym, and no other name gets that.
        """
        if not may_hold_bsn(kenmerk):
            return (kenmerk,)
        digest = hmac.digest(self.ring.search_key, b"kenmerk " + kenmerk.encode(), "sha256")
        return (PSEUDONYM + digest[:12].hex().translate(_LETTERS),)
