"""A ring under two passphrases opens with both and with nothing less, and no byte beside it can be changed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.store.custody import escrow
from gateway.store.custody.escrow import MIN_PASSPHRASE_CHARS, unwrap, wrap
from gateway.store.db.vault import VaultError
from gateway.store.keys.ring import new_ring
from tests.support.exchange.cheap_passwords import REAL_ESCROW

CHEAP = 2
ANNE, BART = "paard batterij nietje", "héél iets anders ✓"
PASSPHRASES = st.text(st.characters(codec="utf-8"), min_size=MIN_PASSPHRASE_CHARS, max_size=40)


@given(ring=st.text(st.characters(codec="utf-8")), first=PASSPHRASES, second=PASSPHRASES, wrong=PASSPHRASES)
def test_both_are_needed_in_whatever_order(ring: str, first: str, second: str, wrong: str) -> None:
    if first == second:
        with pytest.raises(VaultError, match="gelijk"):
            wrap(ring, first, second, cost=CHEAP)
        return
    wrapped = wrap(ring, first, second, cost=CHEAP)
    assert unwrap(wrapped, first, second).ring == unwrap(wrapped, second, first).ring == ring
    for one, other in ((first, first), (second, second), (first, wrong), (wrong, second), (first + second, "")):
        if {one, other} != {first, second}:
            with pytest.raises(VaultError, match="openen het bestand niet"):
                unwrap(wrapped, one, other)


def test_nothing_of_the_ring_can_be_read_and_nothing_beside_it_changed() -> None:
    ring = new_ring().text()
    wrapped = wrap(ring, ANNE, BART, cost=CHEAP)
    for line in ring.splitlines():
        assert line.split()[1] not in wrapped
    assert not {ANNE, BART} & set(wrapped.split('"'))
    parts = json.loads(wrapped)
    for name, value in parts.items():
        known = {"n": 4, "vorm": 2, "wat": "iets", "gemaakt": "2020-01-01T00:00:00+00:00"}
        changed = known[name] if name in known else f"{int(value[0], 16) ^ 1:x}{value[1:]}"
        with pytest.raises(VaultError):
            unwrap(json.dumps({**parts, name: changed}), ANNE, BART)
        with pytest.raises(VaultError):
            unwrap(json.dumps({each: parts[each] for each in parts if each != name}), ANNE, BART)


def test_two_exports_have_no_salt_in_common() -> None:
    first, second = (json.loads(wrap("ring", ANNE, BART, cost=CHEAP)) for _ in range(2))
    assert not {first["zout1"], first["zout2"]} & {second["zout1"], second["zout2"]}
    assert first["zout1"] != first["zout2"]


@pytest.mark.parametrize("cost", [0, 1, 3, 2**21, -2, "131072", None, True])
def test_a_file_that_asks_for_too_much_is_refused(cost: object) -> None:
    parts = json.loads(wrap("ring", ANNE, BART, cost=CHEAP))
    with pytest.raises(VaultError, match="andere versie"):
        unwrap(json.dumps({**parts, "n": cost}), ANNE, BART)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '"ring"', '{"ring": 3}'])
def test_another_file_is_told(text: str) -> None:
    with pytest.raises(VaultError, match="geen bestand van 'gateway vault export'"):
        unwrap(text, ANNE, BART)


def test_short_ones_are_refused_by_name() -> None:
    for first, second, which in (("kort", BART, "eerste"), (ANNE, "kort", "tweede")):
        with pytest.raises(VaultError, match=f"De {which} wachtzin heeft 4 tekens"):
            wrap("ring", first, second, cost=CHEAP)


def test_a_guess_costs_what_is_advised() -> None:
    wrapped = wrap("ring", ANNE, BART, cost=REAL_ESCROW)
    assert json.loads(wrapped)["n"] == escrow.COST >= 2**17
    assert unwrap(wrapped, ANNE, BART).ring == "ring"
