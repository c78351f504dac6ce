"""BSN and AGB code: what is right, and what may be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard.identifiers import agb_valid, bsn_valid, mask_bsn, mask_in_text


@pytest.mark.parametrize("text", ["999900006", "999990019", "000000000"])
def test_good_numbers_pass_the_eleven_test(text: str) -> None:
    assert bsn_valid(text)


@pytest.mark.parametrize(
    "text", ["", "999900007", "99990000", "9999000060", "99990000x", " 999900006", "９９９９００００６"]
)
def test_anything_else_fails(text: str) -> None:
    assert not bsn_valid(text)


@given(st.integers(0, 999_999_999).map(lambda number: f"{number:09d}"), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(text: str, at: int, shift: int) -> None:
    changed = text[:at] + str((int(text[at]) + shift) % 10) + text[at + 1 :]
    assert not (bsn_valid(text) and bsn_valid(changed))


def test_an_agb_code_is_eight_digits() -> None:
    assert agb_valid("00012345")
    assert not any(map(agb_valid, ("", "1234567", "123456789", "1234567a", "１２３４５６７８")))


def test_a_mask_shows_the_last_three() -> None:
    assert mask_bsn("999900006") == "******006"
    assert mask_bsn("123") == "***"
    assert mask_bsn("") == ""


@given(st.text(max_size=30))
def test_a_mask_keeps_the_length(text: str) -> None:
    assert len(mask_bsn(text)) == len(text)


def test_a_text_is_masked_where_a_bsn_stands_in_it() -> None:
    assert mask_in_text("Bsn 999900006, nr 123456789, dag 20250131") == "Bsn ******006, nr 123456789, dag 20250131"
    assert mask_in_text("1999900006 en 9999000061") == "1999900006 en 9999000061"
    assert mask_in_text("nr 123456789", ["123456789", ""]) == "nr ******789"
