"""Volumes to expect: the units over all days, or what fits the product."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.care.months import last_day
from gateway.policy.care.volume import expected_volume, fitting_volumes
from tests.support.policy.decisions import policy

NOTHING = (None, None, None)
FIRST = date(2026, 1, 1)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60), st.integers(0, 99))
def test_a_volume_counts_for_each_period_that_begins(first: date, number: int, volume: int) -> None:
    months, weeks = last_day(first, number), first + timedelta(7 * number - 1)
    for last, frequentie in ((months, "4"), (weeks, "2"), (first + timedelta(number - 1), "1")):
        found = expected_volume(None, days=(first, last), omvang=(volume, "82", frequentie))
        assert found == volume * number
    assert expected_volume(None, days=(first, months), omvang=(volume, "82", "6")) == volume
    assert expected_volume(None, days=(first, None), omvang=(volume, "82", "6")) == volume
    assert expected_volume(None, days=(first, None), omvang=(volume, "82", "4")) is None


@pytest.mark.parametrize(
    ("code", "last", "volume"),
    [
        ("10B01", date(2026, 8, 31), 1),
        ("10A06", None, 1),
        ("10M01", date(2026, 3, 31), 3),
        ("08V02", date(2026, 3, 15), 3),
        ("08V02", None, None),
        ("04A01", date(2026, 1, 14), None),
    ],
)
def test_without_a_volume_it_is_what_fits_the_product(code: str, last: date | None, volume: int | None) -> None:
    product = policy().product(code)
    assert product is not None
    assert expected_volume(product, days=(FIRST, last), omvang=NOTHING) == volume
    assert expected_volume(None, days=(FIRST, last), omvang=NOTHING) is None


def test_a_month_that_is_not_whole_may_count_or_not() -> None:
    product = policy().product("08V02")
    assert product is not None
    assert fitting_volumes(product, FIRST, date(2026, 3, 15)) == {"4": (1,), "6": (2, 3)}


def test_an_end_that_is_no_real_one_has_no_volume() -> None:
    assert expected_volume(None, days=(FIRST, date.max), omvang=(1, "82", "1")) is None
