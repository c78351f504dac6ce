"""A ring of keys is written as text and read again; with a key more, or another search key, it is another ring."""

import base64
from dataclasses import replace

import pytest

from gateway.store.db.vault import VaultError
from gateway.store.keys.ring import new_ring, read_ring
from tests.support.store.key_ring import RING


def test_a_ring_survives_being_written_and_shows_no_key() -> None:
    coming = RING.with_next_search_key()
    for ring in (RING.with_new_key(), replace(RING, bound_since=None), coming, coming.with_search_key_replaced()):
        assert read_ring(f"# bewaar dit goed\n\n{ring.text()}") == ring
    assert base64.b64encode(RING.search_key).decode() not in repr(ring)


KEY = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    ("text", "melding"),
    [
        ("", "ontbreekt"),
        (f"zoek {KEY}", "ontbreekt"),
        (f"1 {KEY}", "ontbreekt"),
        (f"zoek {KEY}\n0 {KEY}", "Regel 2"),
        (f"zoek {KEY}\n1 {KEY}\n1 {KEY}", "Regel 3"),
        (f"zoek {KEY}\n1 kort", "Regel 2"),
        (f"zoek {KEY}\n1 {KEY[:-8]}", "Regel 2"),
        (f"zoek {KEY}\n40000 {KEY}", "Regel 2"),
        (f"zoek {KEY}\n1 {KEY}\ngebonden", "Regel 3"),
        (f"zoek-nieuw {KEY}\n1 {KEY}", "ontbreekt"),
        (f"zoek {KEY}\n1 {KEY}\nkenmerk {KEY}\nkenmerk {KEY}", "Regel 4"),
        (f"gebonden 2026-01-01\nzoek {KEY}\n1 {KEY}\ngebonden 2026-01-01", "Regel 4"),
    ],
    ids=[
        "nothing",
        "no-key",
        "no-search",
        "nought",
        "double",
        "no-base64",
        "short",
        "high",
        "no-day",
        "next-only",
        "two-names",
        "two-days",
    ],
)
def test_a_ring_that_is_none_is_refused_without_telling_it(text: str, melding: str) -> None:
    with pytest.raises(VaultError, match=melding) as caught:
        read_ring(text)
    assert KEY not in str(caught.value)


def test_a_search_key_that_is_to_come_stays_the_same_until_it_has_come() -> None:
    coming = RING.with_next_search_key()
    assert coming.with_next_search_key() == coming
    assert coming.search_key == RING.search_key
    assert coming.missing_keys(RING.fingerprints()) == []
    assert RING.missing_keys(coming.fingerprints()) == ["zoek-nieuw"]
    come = coming.with_search_key_replaced()
    assert (come.search_key, come.next_search_key) == (coming.next_search_key, None)
    assert come.names_key == RING.search_key
    assert come.missing_keys(RING.fingerprints()) == ["zoek"]
    again = come.with_next_search_key().with_search_key_replaced()
    assert again.names_key == RING.search_key
    assert len({RING.search_key, come.search_key, again.search_key}) == 3
    assert come.keys_by_number == RING.keys_by_number


def test_no_two_rings_have_a_key_in_common() -> None:
    one, other = new_ring(), new_ring()
    assert not set(one.fingerprints().values()) & set(other.fingerprints().values())
