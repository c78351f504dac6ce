"""The key ring wrapped under a passphrase, to be kept with a backup that can't be read without it."""

import json
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from gateway.store.db.vault import VaultError

MIN_PASSPHRASE_CHARS: Final = 12
_COST: Final = 2**15
"""Of scrypt: 32 MB and a tenth of a second for each guess."""
_PURPOSE: Final = b"iwmo-gateway sleutelring 1"


def wrap_ring(text: str, passphrase: str) -> str:
    """Return the text of a ring encrypted by this passphrase, as JSON. Raises VaultError for one that is too short."""
    if len(passphrase) < MIN_PASSPHRASE_CHARS:
        raise VaultError(
            f"De wachtzin heeft {len(passphrase)} tekens; nodig zijn er ten minste {MIN_PASSPHRASE_CHARS}: zij is "
            "alles wat een dief van de back-up van de gegevens scheidt."
        )
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, text.encode(), _PURPOSE)
    return json.dumps({"vorm": 1, "zout": salt.hex(), "nonce": nonce.hex(), "ring": sealed.hex()})


def unwrap_ring(wrapped: str, passphrase: str) -> str:
    """Return the text of the ring. Raises VaultError for another passphrase, or what was not wrapped by us."""
    try:
        parts = json.loads(wrapped)
        salt, nonce, sealed = (bytes.fromhex(parts[name]) for name in ("zout", "nonce", "ring"))
    except (ValueError, KeyError, TypeError):
        raise VaultError("De sleutelring van de back-up is beschadigd: er staat iets anders in.") from None
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, _PURPOSE).decode()
    except InvalidTag:
        raise VaultError("De wachtzin past niet bij de sleutelring van deze back-up.") from None


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(passphrase.encode())
