"""Amounts to expect: each unit at the tariff of the day on which it begins, to the cent."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.care.amounts import expected_amount, rate_on
from gateway.policy.care.months import last_day
from gateway.policy.loading.regions import load_region
from gateway.policy.tariffs import TariffBook
from tests.support.policy.tariffs import ALL

POLICY = load_region("noord-limburg").policy_on(date(2026, 1, 1))
FOREVER = replace(ALL, tot=None, vanaf=date(2000, 1, 1))
MONTHLY = replace(FOREVER, code="08V02", categorie="08", bedrag=4_050)


def amount(
    code: str, first: date, last: date | None, volume: int | None, frequentie: str, *tariffs: object
) -> int | None:
    return expected_amount(
        tariffs or (FOREVER, MONTHLY),  # type: ignore[arg-type]
        POLICY,
        code=code,
        aanbieder="99990001",
        days=(first, last),
        omvang=(volume, "82", frequentie),
    )


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60), st.integers(0, 9))
def test_n_months_cost_n_times_the_volume(first: date, months: int, volume: int) -> None:
    assert amount("08V02", first, last_day(first, months), volume, "4") == months * volume * 4_050
    assert amount("08V02", first, last_day(first, months) + timedelta(1), volume, "4") in (
        (months + 1) * volume * 4_050,
        months * volume * 4_050,
    )


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 400))
def test_each_day_and_each_week_that_begins_counts(first: date, days: int) -> None:
    last = first + timedelta(days - 1)
    assert amount("08V02", first, last, 1, "1") == days * 4_050
    assert amount("08V02", first, last, 1, "2") == -(-days // 7) * 4_050


def test_a_total_needs_no_end_and_a_volume_per_month_does() -> None:
    assert amount("10B01", date(2026, 1, 1), None, 1, "6") == 240_000
    assert amount("08V02", date(2026, 1, 1), None, 1, "4") is None


def test_extra_work_costs_its_traject_by_eight_a_month_unless_it_has_a_tariff() -> None:
    days = date(2026, 9, 1), date(2026, 12, 31)
    assert amount("10M01", *days, 1, "4") == 4 * 30_000
    assert amount("10M01", *days, 4, "6") == 4 * 30_000
    own = replace(FOREVER, code="10M01", bedrag=1)
    assert amount("10M01", *days, 4, "6", FOREVER, own) == 4
    assert rate_on(TariffBook([FOREVER]), None, "10M01", "82", "99990001", days[0]) is None, (
        "without policy there is no average"
    )


def test_a_volume_in_euros_is_its_own_amount_and_an_hour_of_extra_work_is_no_eighth_of_one() -> None:
    days = date(2026, 9, 1), date(2026, 12, 31)
    hourly = replace(FOREVER, eenheid="04")
    for tariffs, omvang, cents in (
        ([], (382_000, "83", "4"), 4 * 382_000),
        ([], (975_000, "83", "6"), 975_000),
        ([hourly], (1, "04", "4"), None),
    ):
        found = expected_amount(tariffs, POLICY, code="10M01", aanbieder="99990001", days=days, omvang=omvang)
        assert found == cents


def test_each_month_has_the_tariff_of_its_first_day_and_none_is_guessed() -> None:
    this_year = replace(MONTHLY, tot=date(2026, 12, 31))
    next_year = replace(MONTHLY, vanaf=date(2027, 1, 1), bedrag=5_000)
    days = date(2026, 12, 15), date(2027, 2, 14)
    assert amount("08V02", *days, 1, "4", this_year, next_year) == 4_050 + 5_000
    assert amount("08V02", *days, 1, "4", this_year) is None


@pytest.mark.parametrize("last", [date.max, date(9999, 12, 30)])
def test_an_end_that_is_no_real_one_gives_no_amount(last: date) -> None:
    assert amount("08V02", date(2026, 1, 1), last, 1, "1") is None


def test_the_last_months_of_the_calendar_end() -> None:
    assert amount("08V02", date(9999, 11, 1), date.max, 1, "4") == 2 * 4_050
    assert amount("08V02", date(2026, 1, 1), None, None, "6") is None
