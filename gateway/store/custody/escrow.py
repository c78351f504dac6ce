"""The key ring under two passphrases of two people, of whom neither can read it alone: a copy for when it is lost.

Each passphrase goes through scrypt with a salt of its own, and both results together make the key (HKDF). There is
nothing in the file against which one passphrase can be tried without the other.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from gateway.store.db.vault import VaultError

MIN_PASSPHRASE_CHARS: Final = 12
COST: Final = 2**17
"""Of scrypt: 128 MB and some tenths of a second for each guess."""
_MAX_COST: Final = 2**20
"""What a file may ask of who opens it: 1 GB."""
_PURPOSE: Final = b"iwmo-gateway escrow 1"
_ABOUT: Final = "Sleutelring van een iWmo-gateway, onder twee wachtzinnen. Terugzetten: gateway vault import BESTAND"
_WRONG: Final = (
    "Deze twee wachtzinnen openen het bestand niet, of het is beschadigd. Welke van de twee niet past is niet te zien. "
    "Er is niets gewijzigd."
)


@dataclass(frozen=True, slots=True)
class Escrowed:
    """What was in a file of escrow."""

    ring: str
    made_at: datetime


def wrap(ring: str, first: str, second: str, *, cost: int = COST) -> str:
    """Return the text of a ring encrypted by both passphrases, as JSON.

    Raises VaultError when one is too short, or they are the same.
    """
    for which, passphrase in (("eerste", first), ("tweede", second)):
        if len(passphrase) < MIN_PASSPHRASE_CHARS:
            raise VaultError(
                f"De {which} wachtzin heeft {len(passphrase)} tekens; nodig zijn er ten minste {MIN_PASSPHRASE_CHARS}."
            )
    if first == second:
        raise VaultError("De twee wachtzinnen zijn gelijk: wie de een kent, kent dan de ander. Kies er elk een.")
    outside: dict[str, str | int] = {
        "wat": _ABOUT,
        "vorm": 1,
        "gemaakt": datetime.now(UTC).isoformat(timespec="seconds"),
        "n": cost,
        "zout1": os.urandom(16).hex(),
        "zout2": os.urandom(16).hex(),
        "nonce": os.urandom(12).hex(),
    }
    key = _key(outside, first, second)
    sealed = AESGCM(key).encrypt(bytes.fromhex(str(outside["nonce"])), ring.encode(), _authenticated(outside))
    return json.dumps({**outside, "ring": sealed.hex()}, indent=2, ensure_ascii=False) + "\n"


def unwrap(text: str, one: str, other: str) -> Escrowed:
    """Return the ring, whichever passphrase was the first. Raises VaultError for other ones, or another file."""
    try:
        parts = json.loads(text)
        sealed, nonce = bytes.fromhex(parts.pop("ring")), bytes.fromhex(parts["nonce"])
        salts = [bytes.fromhex(parts[name]) for name in ("zout1", "zout2")]
        made_at = datetime.fromisoformat(parts["gemaakt"])
        cost, form = parts["n"], parts["vorm"]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise VaultError("Dit is geen bestand van 'gateway vault export', of het is beschadigd.") from None
    if form != 1 or min(map(len, (nonce, *salts))) < 12 or not _is_cost(cost):
        raise VaultError("Dit bestand is van een andere versie van de gateway, of het is beschadigd.")
    for first, second in ((one, other), (other, one)):
        try:
            ring = AESGCM(_key(parts, first, second)).decrypt(nonce, sealed, _authenticated(parts))
        except InvalidTag:
            continue
        return Escrowed(ring.decode(), made_at)
    raise VaultError(_WRONG)


def _is_cost(cost: object) -> bool:
    return isinstance(cost, int) and 2 <= cost <= _MAX_COST and cost & (cost - 1) == 0


def _authenticated(outside: Mapping[str, object]) -> bytes:
    """Return all that stands beside the encrypted ring, so that none of it can be changed."""
    return _PURPOSE + json.dumps(outside, sort_keys=True).encode()


def _key(outside: Mapping[str, object], first: str, second: str) -> bytes:
    parts = [
        Scrypt(salt=bytes.fromhex(str(outside[salt])), length=32, n=int(str(outside["n"])), r=8, p=1).derive(
            passphrase.encode()
        )
        for salt, passphrase in (("zout1", first), ("zout2", second))
    ]
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(b"".join(parts))
