"""Tariffs: which one holds on a day, and a month of extra work to the cent."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.tariffs import month_tariff, tariff_on
from tests.support.policy.tariffs import ALL, OWN


@given(st.integers(0, 99_999_999), st.integers(1, 60))
def test_a_month_is_the_traject_by_its_months_half_a_cent_up(traject: int, months: int) -> None:
    assert month_tariff(traject, months) == floor(Fraction(traject, months) + Fraction(1, 2))


def test_half_a_cent_goes_up() -> None:
    assert [month_tariff(amount, 8) for amount in (240_000, 3, 4, 12)] == [30_000, 0, 1, 2]


@given(st.integers(-400, 800))
def test_the_providers_own_tariff_goes_before_that_of_all(after: int) -> None:
    day = date(2026, 1, 1) + timedelta(after)
    expected = None if day.year != 2026 else OWN if day >= OWN.vanaf else ALL
    assert tariff_on([ALL, OWN], "10B01", "82", "99990001", day) == expected
    assert tariff_on([OWN, ALL], "10B01", "82", "99990002", day) == (ALL if day.year == 2026 else None)


def test_another_product_or_unit_has_no_tariff_and_no_end_is_for_ever() -> None:
    assert tariff_on([ALL], "10B02", "82", "99990001", ALL.vanaf) is None
    assert tariff_on([ALL], "10B01", "14", "99990001", ALL.vanaf) is None
    assert tariff_on([replace(ALL, tot=None)], "10B01", "82", "99990001", date.max) is not None
