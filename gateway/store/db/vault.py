"""The vault: personal data go into the database encrypted (AES-256-GCM), and a BSN is found by a keyed hash.

The database has three types for that. `geheim`: the number of a key and the content that was encrypted with it; the
number is negative when the content is bound to its place (`gateway.store.db.places`), which all that is written is.
`zoekbaar`: a keyed hash. `kenmerk`: a name that another system made up, such as an Identificatie; replaced by a
pseudonym when it may hold a BSN. After `Vault.set_codecs` a connection converts these types by itself, so that queries
take a `Secret`, a `Findable` and plain text, and give a `Ciphertext` that its reader opens at its place.
"""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.standard.identifiers import may_hold_bsn
from gateway.store.db.places import Ciphertext, Findable, Place, Secret

if TYPE_CHECKING:
    import asyncpg
    from asyncpg.pool import PoolConnectionProxy

PLAIN: Final = 0
"""The number of no key: content from before there was a vault."""
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_MAX_KEY_NUMBER: Final = 32_767
_BOUND: Final = "gebonden"
_LOOK_AGAIN_S: Final = 1.0
"""Seconds between two looks whether the ring has come to allow only bound values."""
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
    bound_since: str | None = None
    """The day since which only values that are bound to their place are taken; None: older ones are as well.

    It stands in the ring and not in the database, so that nobody who writes there can put an older value back.
    """

    @property
    def newest(self) -> int:
        """The number of the key that encrypts."""
        return max(self.keys_by_number)

    def with_new_key(self) -> "KeyRing":
        """Return the ring with one key more, which encrypts from then on."""
        return replace(self, keys_by_number={**self.keys_by_number, self.newest + 1: secrets.token_bytes(_KEY_BYTES)})

    def allowing_only_bound(self, since: date) -> "KeyRing":
        """Return the ring that takes only bound values since this day, or since the day that it says already."""
        return replace(self, bound_since=self.bound_since or since.isoformat())

    def text(self) -> str:
        """Return the ring in the form of its file: a line a key, and since when only bound values are taken."""
        by_name = {"zoek": self.search_key, **{str(number): key for number, key in sorted(self.keys_by_number.items())}}
        lines = [f"{name} {base64.b64encode(key).decode()}\n" for name, key in by_name.items()]
        if self.bound_since is not None:
            lines.append(f"{_BOUND} {self.bound_since}\n")
        return "".join(lines)

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
    """Return the ring in this text: a line a key, its name or number and the key in base64. Raises VaultError.

    One line more may say since when only bound values are taken: `gebonden`, and that day.
    """
    keys: dict[str, bytes] = {}
    bound_since = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, encoded = line.strip().partition(" ")
        if name == _BOUND and bound_since is None and _is_day(encoded.strip()):
            bound_since = encoded.strip()
            continue
        good = name == "zoek" or (name.isascii() and name.isdecimal() and 1 <= int(name) <= _MAX_KEY_NUMBER)
        key = _decoded(encoded.strip())
        if not good or key is None or name in keys:
            raise VaultError(
                f"Regel {number} van de sleutelring klopt niet. Een regel is 'zoek' of een nummer, een spatie, en "
                f"{_KEY_BYTES} bytes in base64, of '{_BOUND}' en een dag (2026-01-31); elk één keer."
            )
        keys[name] = key
    search_key = keys.pop("zoek", None)
    if search_key is None or not keys:
        raise VaultError("In de sleutelring ontbreekt de regel 'zoek' of een genummerde sleutel.")
    return KeyRing(search_key, {int(name): key for name, key in keys.items()}, bound_since)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


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
        self._look_again_at = 0.0
        self._cipher = lru_cache(maxsize=64)(lambda number: AESGCM(self.ring.keys_by_number[number]))

    async def set_codecs(
        self, connection: "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]"
    ) -> None:
        """Make this connection take `geheim` as Secret and give it as Ciphertext, and take `zoekbaar` as Findable."""
        await connection.set_type_codec(
            "geheim", schema="public", encoder=self.encrypt, decoder=self._as_kept, format="tuple"
        )
        await connection.set_type_codec(
            "zoekbaar", schema="public", encoder=self.search_hash, decoder=tuple, format="tuple"
        )
        await connection.set_type_codec(
            "kenmerk", schema="public", encoder=self.pseudonymise, decoder=tuple, format="tuple"
        )

    def encrypt(self, secret: Secret) -> tuple[int, bytes]:
        """Encrypt with the newest key, bound to its place.

        Returns the number of that key, negative, and the nonce with the encrypted content.
        """
        number = self.ring.newest
        nonce = os.urandom(_NONCE_BYTES)
        return -number, nonce + self._cipher(number).encrypt(nonce, secret.content, secret.place.associated)

    def _as_kept(self, kept: Any) -> Ciphertext:
        return Ciphertext(self, *kept)

    def decrypt(self, number: int, content: bytes, place: Place) -> bytes:
        """Return the plain content of this place.

        Raises VaultError when the key is missing, and when the content was tampered with, belongs to another place, or
        isn't bound to a place while the ring demands that.
        """
        if number >= 0 and self._may_stay_unbound(number, content, place):
            return bytes(content) if number == PLAIN else self._decrypt(number, content, place, None)
        return self._decrypt(-number, content, place, place.associated)

    def _may_stay_unbound(self, number: int, content: bytes, place: Place) -> bool:
        """Return True for what was erased, and for what was kept before values were bound. Raises VaultError."""
        if number == PLAIN and content == place.column.erased:
            return True
        if self.ring.bound_since is None and time.monotonic() >= self._look_again_at:
            self._look_again_at = time.monotonic() + _LOOK_AGAIN_S
            with suppress(VaultError):
                self._reload_ring()
        if self.ring.bound_since is None:
            return True
        raise VaultError(
            f"{place} is niet aan haar plaats gebonden, en de sleutelring staat sinds {self.ring.bound_since} niets "
            "anders toe: iemand heeft er een oude of onversleutelde waarde gezet. Er is niets van getoond of "
            "verstuurd; zet de rij terug uit een back-up."
        )

    def _decrypt(self, number: int, content: bytes, place: Place, associated: bytes | None) -> bytes:
        if number not in self.ring.keys_by_number:
            self._reload_for(number)
        try:
            return self._cipher(number).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], associated)
        except (InvalidTag, ValueError):
            raise VaultError(
                f"De versleutelde waarde van {place} is geschonden of hoort op een andere plaats, of sleutel {number} "
                "is niet die waarmee zij is gesloten. Er is niets van getoond of verstuurd; zet de rij terug uit een "
                "back-up."
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

    def prove_rewrap(self, number: int, gemeente: str, naar: bytes, van: bytes, sleutel: int) -> bytes:
        """Return the proof, by the key of this number, that a value with the hash `van` now has the hash `naar`.

        `sleutel`: the number of the key with which it was first encrypted. Raises VaultError when the key is missing.
        """
        if number not in self.ring.keys_by_number:
            self._reload_for(number)
        text = b"\0".join((gemeente.encode(), naar + van + str(sleutel).encode()))
        key = self.ring.keys_by_number[number]
        return hashlib.blake2b(text, digest_size=32, key=key, person=b"herversleuteld").digest()

    def lock_hash(self, number: int) -> int:
        """Return the keyed hash of the number of an advisory lock, which is such a number too."""
        plain = number.to_bytes(8, "big", signed=True)
        digest = hashlib.blake2b(plain, digest_size=8, key=self.ring.search_key, person=b"lock").digest()
        return int.from_bytes(digest, "big", signed=True)

    def search_hash(self, sought: Findable | str) -> tuple[bytes]:
        """Return the keyed hash of this text for its purpose and municipality.

        Of a plain text the hash from before there were those: equal for any purpose.
        """
        key = self.ring.search_key
        if isinstance(sought, str):
            return (hmac.digest(key, sought.encode(), "sha256"),)
        text, person = f"{sought.gemeente}\0{sought.text}".encode(), sought.purpose.encode()
        return (hashlib.blake2b(text, digest_size=32, key=key, person=person).digest(),)

    def pseudonymise(self, kenmerk: str) -> tuple[str]:
        """Return the name as the database keeps it: itself, or its pseudonym when it may hold a BSN.

        The same name always gets the same pseudonym, and no other name gets that.
        """
        if not may_hold_bsn(kenmerk):
            return (kenmerk,)
        digest = hmac.digest(self.ring.search_key, b"kenmerk " + kenmerk.encode(), "sha256")
        return (PSEUDONYM + digest[:12].hex().translate(_LETTERS),)
