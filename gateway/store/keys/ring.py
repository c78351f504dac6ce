"""The ring of keys of a gateway: what is in it, and its text, a line a key."""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

_KEY_BYTES: Final = 32
_MAX_KEY_NUMBER: Final = 32_767
SEARCH: Final = "zoek"
NEXT_SEARCH: Final = "zoek-nieuw"
NAMES: Final = "kenmerk"
"""The names of keys that have no number, in the ring and in the database."""
_UNNUMBERED: Final = (SEARCH, NAMES, NEXT_SEARCH)
_BOUND: Final = "gebonden"


class VaultError(Exception):
    """Something can't be read or written with these keys; the text says what and what to do, and shows no key."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of one gateway. The highest number encrypts; all of them decrypt."""

    search_key: bytes = field(repr=False)
    """For the keyed hash by which a client is found; `vault replace-search-key` replaces it, and each hash."""
    keys_by_number: Mapping[int, bytes] = field(repr=False)
    """By number, 1 up to and including 32767."""
    bound_since: str | None = None
    """The day since which only values that are bound to their place are taken; None: older ones are as well.

    It stands in the ring and not in the database, so that nobody who writes there can put an older value back.
    """
    kept_names_key: bytes | None = field(default=None, repr=False)
    """The first search key, once it was replaced: by it go the hashes that can't be made anew; None: not replaced."""
    next_search_key: bytes | None = field(default=None, repr=False)
    """The search key that is to come; None: none is being replaced."""

    @property
    def names_key(self) -> bytes:
        """The key for pseudonyms of an Identificatie and hashes of an Idempotency-Key: always the same.

        Of those nothing else is kept (or it lies under a seal), so that they can't be hashed anew; and a message or
        request of before has to be recognised.
        """
        return self.kept_names_key or self.search_key

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

    def with_next_search_key(self) -> "KeyRing":
        """Return the ring with a search key that is to come: a fresh one, unless there is one already."""
        return replace(self, next_search_key=self.next_search_key or secrets.token_bytes(_KEY_BYTES))

    def with_search_key_replaced(self) -> "KeyRing":
        """Return the ring in which the search key that was to come has come."""
        assert self.next_search_key is not None
        return replace(self, search_key=self.next_search_key, kept_names_key=self.names_key, next_search_key=None)

    def _by_name(self) -> dict[str, bytes]:
        unnumbered = {SEARCH: self.search_key, NAMES: self.kept_names_key, NEXT_SEARCH: self.next_search_key}
        numbered = {str(number): key for number, key in sorted(self.keys_by_number.items())}
        return {name: key for name, key in unnumbered.items() if key is not None} | numbered

    def text(self) -> str:
        """Return the ring in the form of its file: a line a key, and since when only bound values are taken."""
        lines = [f"{name} {base64.b64encode(key).decode()}\n" for name, key in self._by_name().items()]
        if self.bound_since is not None:
            lines.append(f"{_BOUND} {self.bound_since}\n")
        return "".join(lines)

    def fingerprints(self) -> dict[str, bytes]:
        """Return a short hash of each key by its name, to recognise a key without knowing it."""
        return {name: hashlib.sha256(b"iwmo-gateway " + key).digest()[:8] for name, key in self._by_name().items()}

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
        good = name in _UNNUMBERED or (name.isascii() and name.isdecimal() and 1 <= int(name) <= _MAX_KEY_NUMBER)
        key = _decoded(encoded.strip())
        if not good or key is None or name in keys:
            raise VaultError(
                f"Regel {number} van de sleutelring klopt niet. Een regel is een van {', '.join(_UNNUMBERED)} of een "
                f"nummer, een spatie, en {_KEY_BYTES} bytes in base64, of '{_BOUND}' en een dag (2026-01-31); elk één "
                "keer."
            )
        keys[name] = key
    search_key, names_key, next_key = (keys.pop(name, None) for name in _UNNUMBERED)
    if search_key is None or not keys:
        raise VaultError("In de sleutelring ontbreekt de regel 'zoek' of een genummerde sleutel.")
    return KeyRing(search_key, {int(name): key for name, key in keys.items()}, bound_since, names_key, next_key)


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
