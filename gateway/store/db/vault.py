"""The vault: personal data go into the database encrypted (AES-256-GCM), and a BSN is found by a keyed hash.

The database has three types for that. `geheim`: the number of a key and the content that was encrypted with it; the
number is negative when the content is bound to its place (`gateway.store.db.places`), which all that is written is.
`zoekbaar`: a keyed hash. `kenmerk`: a name that another system made up, such as an Identificatie; replaced by a
pseudonym when it may hold a BSN. After `Vault.set_codecs` a connection converts these types by itself, so that queries
take a `Secret`, a `Findable` and plain text, and give a `Ciphertext` that its reader opens at its place.
"""

import hashlib
import hmac
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.standard.identifiers import may_hold_bsn
from gateway.store.db.places import Ciphertext, Findable, Place, Secret
from gateway.store.keys.ring import KeyRing, VaultError

if TYPE_CHECKING:
    import asyncpg
    from asyncpg.pool import PoolConnectionProxy

__all__ = ["PLAIN", "PSEUDONYM", "Vault", "VaultError"]

PLAIN: Final = 0
"""The number of no key: content from before there was a vault."""
_NONCE_BYTES: Final = 12
_LOOK_AGAIN_S: Final = 1.0
"""Seconds between two looks whether the ring has come to allow only bound values."""
PSEUDONYM: Final = "BSN-verborgen-"
"""The beginning of each pseudonym. It is longer than any Identificatie, so that no sender can bring a pseudonym."""
_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
"""Letters for hexadecimal digits, because figures might look like a BSN again."""


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
        if isinstance(sought, str):
            return (hmac.digest(self.ring.names_key, sought.encode(), "sha256"),)
        key = self.ring.names_key if sought.purpose == "aanvraag" else self.ring.search_key
        text, person = f"{sought.gemeente}\0{sought.text}".encode(), sought.purpose.encode()
        return (hashlib.blake2b(text, digest_size=32, key=key, person=person).digest(),)

    def pseudonymise(self, kenmerk: str) -> tuple[str]:
        """Return the name as the database keeps it: itself, or its pseudonym when it may hold a BSN.

        The same name always gets the same pseudonym, and no other name gets that.
        """
        if not may_hold_bsn(kenmerk):
            return (kenmerk,)
        digest = hmac.digest(self.ring.names_key, b"kenmerk " + kenmerk.encode(), "sha256")
        return (PSEUDONYM + digest[:12].hex().translate(_LETTERS),)
