"""The ring of keys of the tests, which every process they start finds in its environment."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.store.custody.key_ring import open_vault
from gateway.store.db.session import connect
from gateway.store.db.vault import Vault
from gateway.store.keys.ring import KeyRing

RING = KeyRing(bytes(range(32)), {1: bytes(range(32, 64))}, "2026-01-01")
"""As the first gateway on an empty database makes it: only values that are bound to their place are taken."""
NAME = "GATEWAY_KEYS"
os.environ[NAME] = RING.text()


def vault() -> Vault:
    """Return a vault with that ring."""
    return Vault(RING)


async def open_vault_of(dsn: str, file: Path, text: str | None = None) -> Vault:
    """Open the vault of the database at this address, as a gateway does."""
    connection = await connect(dsn, role=True)
    try:
        return await open_vault(connection, file, text)
    finally:
        await connection.close()


LENIENT: Final = Vault(replace(RING, bound_since=None))
"""A vault with that ring as on a database from before values were bound to their place, which it still takes."""


def unbound(content: bytes) -> tuple[int, bytes]:
    """Return the content as it was kept before values were bound to their place."""
    nonce = os.urandom(12)
    return 1, nonce + AESGCM(RING.keys_by_number[1]).encrypt(nonce, content, None)
