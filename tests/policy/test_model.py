"""A policy knows its own products, and those of the other texts of its region."""

from dataclasses import replace

from tests.support.policy.decisions import policy

HERE = policy()
BEFORE = policy("2023-12-31")


def test_a_product_of_another_text_counts_for_its_segment() -> None:
    assert BEFORE.product("02C02") == HERE.producten["02C02"]
    assert BEFORE.segment_of("02C02") == "1A1"


def test_its_own_text_goes_before_another() -> None:
    older = replace(HERE.producten["02A02"], naam="Anders")
    assert replace(HERE, elders={"02A02": older}).product("02A02") is HERE.producten["02A02"]


def test_an_unknown_product_has_no_segment() -> None:
    for code in ("99Z99", "", None):
        assert HERE.product(code) is None
        assert HERE.segment_of(code) is None


def test_a_product_with_a_shortest_length_lasts_whole_months() -> None:
    assert HERE.producten["02C02"].needs_whole_months
    assert not replace(HERE.producten["02C02"], minstens=None).needs_whole_months
