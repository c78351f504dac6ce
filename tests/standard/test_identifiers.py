"""BSN and AGB code: what is right, and what may be shown."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.standard import identifiers
from gateway.standard.identifiers import (
    agb_valid,
    bsn_valid,
    mask_bsn,
    mask_identificatie,
    mask_in_start,
    mask_in_text,
    may_hold_bsn,
)
from tests.support.messages.persons import bsns


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
    assert mask_in_text("1999900006 en 9999000061") == "1******006 en ******0061"
    assert mask_in_text("9999.00.006, 9999 00 006, 999-900-006") == "****.**.006, **** ** 006, ***-***-006"
    assert mask_in_text("10.99.990.006 op 2024-06-15 om 12:34") == "10.99.990.006 op 2024-06-15 om 12:34"
    assert (
        mask_in_text("G00000000001 0a000000-0000-7000-8000-999900006001")
        == "G00000000001 0a000000-0000-7000-8000-999900006001"
    )
    assert mask_in_text("nr 123456789", ["123456789", ""]) == "nr ******789"


@pytest.mark.parametrize(
    "text",
    [
        "999900006",
        "999900006001",
        "001999900006",
        "S999900006A",
        "9999.00.006",
        "9999 00 006",
        "999-900-006",
        "9999/00/006",
        "９９９９００００６",
        "99900026",
        "99900026001",
    ],
)
def test_b07_a_bsn_is_seen_whatever_stands_around_or_between_it(text: str) -> None:
    assert may_hold_bsn(text)


@pytest.mark.parametrize(
    "text", ["", "S1", "999900007", "G00000000001", "000000000000", "2024", "0a000000-0000-7000-8000-999900006001"]
)
def test_b07_what_can_be_no_bsn_is_seen_as_none(text: str) -> None:
    assert not may_hold_bsn(text)


def test_b07_eight_digits_count_only_where_a_zero_may_have_been_left_off() -> None:
    assert bsn_valid("099900026")
    assert not may_hold_bsn("99900026", short=False)
    assert not may_hold_bsn("000000-0000-0000-0000-0000000")
    assert may_hold_bsn("00000000-0000-0000-0000-999900006001")


@given(st.sampled_from(bsns(200)), st.text("0123456789", max_size=3), st.sampled_from(["", ".", " ", "-"]))
def test_b07_nothing_of_a_bsn_but_its_last_three_figures_is_left(bsn: str, after: str, between: str) -> None:
    written = between.join((bsn[:4], bsn[4:6], bsn[6:])) + (after if not between else "")
    assert may_hold_bsn(written)
    assert bsn[:4] not in mask_in_text(f"nr {written}, en")


@pytest.mark.no_cover
@pytest.mark.timeout(30)
def test_a_long_number_is_masked_quickly() -> None:
    number = "".join(random.Random(9).choices("0123456789", k=200_000))
    masked = mask_in_text(number)
    assert len(masked) == len(number)
    assert masked.count("*") > 100_000
    assert mask_in_start(number, 60) == masked[:60]


@given(st.text("0123456789 .-a", max_size=40))
def test_a_text_that_is_not_looked_at_twice_holds_nothing_to_mask(text: str) -> None:
    quick = identifiers._LONG_ENOUGH.search(text)
    assert quick or identifiers._NUMBER.sub(identifiers._masked, text) == text


@given(st.tuples(*[st.text("0123456789", min_size=2, max_size=4)] * 3), st.sampled_from(" .-"), st.text(" .-a"))
def test_three_groups_are_looked_at_when_they_have_nine_digits(groups: tuple[str, ...], sep: str, around: str) -> None:
    text = f"{around}{sep.join(groups)}{around}"
    quick = identifiers._LONG_ENOUGH.search(text)
    assert quick or identifiers._NUMBER.sub(identifiers._masked, text) == text


@given(st.text("0123456789 .-a", max_size=200), st.integers(0, 80))
def test_the_start_of_a_text_is_masked_as_all_of_it_is(text: str, length: int) -> None:
    shown, whole = mask_in_start(text, length), mask_in_text(text)[:length]
    assert all(ours == theirs or ours == "*" for ours, theirs in zip(shown, whole, strict=True))
    assert not may_hold_bsn(shown, short=False) or may_hold_bsn(whole, short=False)


def test_an_identificatie_that_may_hold_a_bsn_is_masked() -> None:
    assert mask_identificatie("999900006001") == "*********001"
    assert mask_identificatie("START1") == "START1"
