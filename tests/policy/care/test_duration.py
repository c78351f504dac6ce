"""The length of an assignment: when a decision sets it, and how it is said."""

from dataclasses import replace

import pytest
from hypothesis import given

from gateway.policy.care.duration import (
    becomes_longer_than,
    is_longer_than,
    is_stretched,
    length_text,
    reasons_for_end_date,
    sets_length,
    whole_month_fault,
)
from gateway.policy.care_file import Decision
from gateway.policy.model import EndDateUse
from tests.support.policy.decisions import care, changed, day, new, policy
from tests.support.policy.strategies import wild_decisions

WAS = care("02C02", "2026-01-01", "2026-06-30")
EXTENSION = policy().producten["02C02"]


@pytest.mark.parametrize(
    ("becomes", "reden", "expected"),
    [
        (WAS, None, False),
        (replace(WAS, volume=3), None, False),
        (replace(WAS, einddatum=day("2026-05-31")), None, True),
        (replace(WAS, einddatum=day("2026-05-31")), "05", True),
        (replace(WAS, einddatum=day("2026-05-31")), "02", False),
        (replace(WAS, einddatum=day("2026-07-31")), "02", True),
        (replace(WAS, einddatum=None), "02", True),
        (replace(WAS, einddatum=day("2026-05-31"), gestopt_op=day("2026-05-31")), None, False),
        (replace(WAS, code="07C02"), "02", True),
    ],
    ids=["same", "volume", "shorter", "shortened", "died", "longer", "open", "stopped", "another product"],
)
def test_a_change_sets_the_length_when_it_chooses_another_period(becomes, reden, expected):
    assert sets_length(changed(WAS, becomes, reden_wijziging=reden)) is expected


def test_a_new_assignment_sets_its_length_and_a_removal_does_not():
    assert sets_length(new("02C02"))
    assert not sets_length(changed(WAS, WAS, verwijderd=True))


@pytest.mark.parametrize(
    ("end", "text"),
    [
        ("2026-01-30", "minder dan een maand"),
        ("2026-01-31", "1 maand"),
        ("2026-12-31", "12 maanden"),
        ("2027-01-01", "ruim 12 maanden"),
    ],
)
def test_a_length_is_said_in_months(end, text):
    assert length_text(care("02A02", "2026-01-01", end)) == text


def test_longer_is_a_day_past_the_months_or_without_end():
    assert not is_longer_than(WAS, 6)
    assert is_longer_than(WAS, 5)
    assert is_longer_than(replace(WAS, einddatum=day("2026-07-01")), 6)
    assert is_longer_than(replace(WAS, einddatum=None), 99)


@given(wild_decisions())
def test_only_added_days_make_it_longer(decision: Decision):
    for months in (1, 12):
        if becomes_longer_than(decision, months):
            assert is_longer_than(decision.care, months)
            assert not decision.verwijderd
    if is_stretched(decision):
        assert decision.was is not None
        assert decision.was.einddatum is not None
        assert decision.care.einddatum is None or decision.care.einddatum > decision.was.einddatum


@pytest.mark.parametrize(
    ("end", "hint"),
    [
        ("2026-06-30", None),
        ("2026-06-15", "Wel kan t/m 2026-05-31 (5 maanden) of 2026-06-30 (6 maanden)."),
        ("2026-01-15", "Wel kan t/m 2026-01-31 (1 maand)."),
        ("2027-06-15", "Wel kan t/m 2026-12-31 (12 maanden)."),
        (None, "Wel kan een heel aantal maanden van t/m 2026-01-31 (1 maand) tot t/m 2026-12-31 (12 maanden)."),
    ],
)
def test_a_fault_in_months_comes_with_the_nearest_allowed_days(end, hint):
    fault = whole_month_fault(new("02C02", "2026-01-01", end), EXTENSION)
    assert fault is hint is None or (hint is not None and fault.endswith(hint))


def test_what_was_no_whole_number_of_months_may_be_shortened():
    odd = replace(WAS, einddatum=day("2026-06-15"))
    assert whole_month_fault(changed(odd, replace(odd, einddatum=day("2026-06-10"))), EXTENSION) is None
    assert whole_month_fault(changed(odd, replace(odd, einddatum=day("2026-06-20"))), EXTENSION) is not None
    assert whole_month_fault(new("02C02", "2026-01-01", "2026-06-15"), replace(EXTENSION, minstens=None)) is None


def test_reasons_for_an_end_date():
    required = replace(EXTENSION, einddatum=EndDateUse.VERPLICHT, minstens=None)
    open_ended = care("10A06", budget=5, frequentie="2")
    assert reasons_for_end_date(open_ended, required) == {"CD075", "CD076", "beleid"}
    assert reasons_for_end_date(open_ended, None) == {"CD075", "CD076"}
    assert reasons_for_end_date(care("02C02"), replace(required, minstens=1)) == frozenset()
    assert reasons_for_end_date(replace(open_ended, einddatum=day("2026-12-31")), required) == frozenset()
