"""A login under way is told by its cookie alone, and nothing of the cookie can be told from what goes to others."""

import base64
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange.parties.identity.code_flow import begin, pending_of
from tests.support.api.application import NOW


def test_a_login_is_read_back_and_its_values_differ() -> None:
    one, other = begin(NOW, "/console/doel", "0983:consulent"), begin(NOW, "/console/doel", "0983:consulent")
    assert pending_of(one.text()) == one
    values = {each.derived(what) for each in (one, other) for what in ("state", "nonce", "verifier")}
    assert len(values) == 6
    assert all(len(each) == 43 and one.geheim not in each for each in values), "as RFC 7636 has a verifier"
    assert base64.urlsafe_b64encode(sha256(one.derived("verifier").encode()).digest()).decode()[:43] not in values


@pytest.mark.parametrize("text", ["", "x", "e30", "W10", "bnVsbA", "e30=", "é"])
def test_what_is_no_login_is_none(text: str) -> None:
    assert pending_of(text) is None


@given(st.integers(0, 300), st.characters(codec="ascii"))
def test_a_cookie_that_was_changed_has_another_state(place: int, letter: str) -> None:
    pending = begin(NOW, "/console", "")
    text = pending.text()
    changed = text[:place] + letter + text[place + 1 :]
    found = pending_of(changed)
    assert found is None or found == pending or found.derived("state") != pending.derived("state")
