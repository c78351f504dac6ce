"""How the official kit looks at text."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gateway.rules import kit

TEXTS = st.text("0123456789-+. \t\n\r\u00a0eE", max_size=12)


def xpath(expression: str, **variables: str) -> object:
    return etree.XML("<a/>").xpath(expression, **variables)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        (" 12\n", 12),
        ("-12", -12),
        ("007", 7),
        ("1.5", 1.5),
        ("1.", 1),
        (".5", 0.5),
        ("-.5", -0.5),
        ("9" * 400, math.inf),
    ],
)
def test_number_reads_what_xpath_reads(text, number):
    assert kit.number(text) == number


@pytest.mark.parametrize(
    "text", ["", " ", "+1", "- 1", "1 2", "1_0", "1e3", "inf", "nan", "١٢", "²", "\u00a01", ".", "-", "1-", "0x1"]
)
def test_number_makes_no_number_of_anything_else(text):
    assert math.isnan(kit.number(text))


@given(TEXTS.filter(lambda text: "e" not in text.lower()))
def test_number_is_that_of_libxml2(text):
    expected = xpath("number($text)", text=text)
    assert kit.number(text) == expected or (math.isnan(expected) and math.isnan(kit.number(text)))


@given(TEXTS.filter(lambda text: "e" not in text.lower()), TEXTS.filter(lambda text: "e" not in text.lower()))
def test_on_or_after_is_the_comparison_of_the_kit(later, earlier):
    fires = xpath(
        "translate($earlier, '-', '') > translate(substring($later, 1, 10), '-', '')", later=later, earlier=earlier
    )
    assert kit.on_or_after(later, earlier) is not fires


@pytest.mark.parametrize(("later", "earlier"), [(None, "2024-01-01"), ("2024-01-01", None), (None, None)])
def test_on_or_after_fails_what_is_absent(later, earlier):
    assert kit.on_or_after(later, earlier) is False


@pytest.mark.parametrize(
    ("text", "found"),
    [("01", True), (" 01\n", True), ("1", False), ("0 1", False), ("\u00a001", False), ("", False), (None, False)],
)
def test_one_of_trims_xml_white_space_only(text, found):
    assert kit.one_of(text, ("01", "02")) is found


@pytest.mark.parametrize(
    ("einddatum", "after"),
    [
        (None, True),
        ("2021-01-01", True),
        ("2020-12-31", False),
        (" 2021-01-01", True),
        ("", False),
        ("-2021-01-01", True),
    ],
)
def test_after_2020_is_exclusive_and_open_periods_count(einddatum, after):
    assert kit.after_2020(einddatum) is after


def test_groups_gives_every_key_of_more_than_one_in_order():
    found = list(kit.groups("abcABa", map(str.lower, "abcABa")))
    assert found == [("a", ["a", "A", "a"]), ("b", ["b", "B"])]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (None, "(ontbreekt)"),
        ("", "(leeg)"),
        ("2024-01-01", "2024-01-01"),
        (" 2024\t\r\n", "“␣2024⇥↵↵”"),
        ("a  b", "“a␣␣b”"),
        ("x" * 61, "x" * 60 + "…"),
        ("x" * 60, "x" * 60),
    ],
)
def test_quote_makes_white_space_visible_and_cuts_what_is_long(text, shown):
    assert kit.quote(text) == shown


@given(TEXTS.filter(lambda text: "e" not in text.lower()), TEXTS.filter(lambda text: "e" not in text.lower()))
def test_after_is_the_comparison_of_the_kit_which_cuts_nothing(later, earlier):
    fires = xpath("translate($earlier, '-', '') >= translate($later, '-', '')", later=later, earlier=earlier)
    assert kit.after(later, earlier) is not fires


@pytest.mark.parametrize(("later", "earlier"), [(None, "2024-01-01"), ("2024-01-01", None), (None, None)])
def test_after_fails_what_is_absent(later, earlier):
    assert kit.after(later, earlier) is False


@pytest.mark.timeout(20)
def test_a_text_that_all_members_have_is_found_in_time_that_grows_with_their_number() -> None:
    number = 200_000
    [(text, group)] = kit.clashes(range(number), ["A1"] * number)
    assert (text, group) == ("A1", list(range(number)))
