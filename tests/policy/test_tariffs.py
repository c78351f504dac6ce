"""Tariffs: which one holds on a day, and a month of extra work to the cent."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.tariffs import TariffBook, month_tariff
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
    assert TariffBook([ALL, OWN]).on("10B01", "82", "99990001", day) == expected
    assert TariffBook([OWN, ALL]).on("10B01", "82", "99990002", day) == (ALL if day.year == 2026 else None)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=9), st.integers(-5, 99))
def test_of_tariffs_in_a_row_it_is_the_one_that_holds(lengths: list[tuple[int, int]], after: int) -> None:
    """Against a look at each; between two there may be days without one."""
    made, first = [], date(2026, 1, 1)
    for number, (days, gap) in enumerate(lengths):
        made.append(replace(ALL, bedrag=number, vanaf=first, tot=first + timedelta(days)))
        first += timedelta(days + gap + 1)
    day = date(2026, 1, 1) + timedelta(after)
    holding = [each for each in made if each.tot is not None and each.vanaf <= day <= each.tot]
    assert TariffBook(reversed(made)).on("10B01", "82", "99990001", day) == (holding[0] if holding else None)


def test_another_product_or_unit_has_no_tariff_and_no_end_is_for_ever() -> None:
    assert TariffBook([ALL]).on("10B02", "82", "99990001", ALL.vanaf) is None
    assert TariffBook([ALL]).on("10B01", "14", "99990001", ALL.vanaf) is None
    assert TariffBook([replace(ALL, tot=None)]).on("10B01", "82", "99990001", date.max) is not None
