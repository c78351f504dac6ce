"""The ring of keys of the tests, which every process they start finds in its environment."""

import os

from gateway.store.db.vault import KeyRing, Vault

RING = KeyRing(bytes(range(32)), {1: bytes(range(32, 64))})
NAME = "GATEWAY_KEYS"
os.environ[NAME] = RING.text()


def vault() -> Vault:
    """Return a vault with that ring."""
    return Vault(RING)
