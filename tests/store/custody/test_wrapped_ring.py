"""A key ring is wrapped under a passphrase, and comes back by that passphrase only."""

import pytest

from gateway.store.custody import wrapped_ring
from gateway.store.custody.wrapped_ring import unwrap_ring, wrap_ring
from gateway.store.db.vault import VaultError
from tests.support.exchange.cheap_passwords import REAL_RING
from tests.support.store.key_ring import vault

PASSPHRASE = "paard batterij nietje"


def test_it_comes_back_by_the_same_passphrase_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapped_ring, "_COST", REAL_RING)
    assert REAL_RING >= 2**15
    text = vault().ring.text()
    wrapped = wrap_ring(text, PASSPHRASE)
    assert text not in wrapped
    assert wrapped != wrap_ring(text, PASSPHRASE)
    assert unwrap_ring(wrapped, PASSPHRASE) == text
    with pytest.raises(VaultError, match="past niet"):
        unwrap_ring(wrapped, PASSPHRASE + " ")


@pytest.mark.parametrize("wrapped", ["", "{}", "[]", '{"zout": 1, "nonce": "", "ring": ""}'])
def test_what_is_no_wrapped_ring_is_told(wrapped: str) -> None:
    with pytest.raises(VaultError, match="beschadigd"):
        unwrap_ring(wrapped, PASSPHRASE)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(VaultError, match="11 tekens"):
        wrap_ring("ring", "x" * 11)
