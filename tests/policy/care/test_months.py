"""Months: the same day of the month, or its last; a period of n months ends the day before."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.policy.care.months import hele_maanden, laatste_dag, plus_maanden, uiterste_dag, volle_maanden

DAG = timedelta(days=1)
BEGIN = st.dates(date(1999, 12, 25), date(2101, 1, 5))
AANTAL = st.integers(1, 60)
LENGTES = (*range(1, 17), 24, 36, 48, 59, 60)
TWEE_JAAR = [date(2024, 1, 1) + i * DAG for i in range(2 * 365 + 1)]


def dag(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("begin", "n", "laatste", "uiterste"),
    [
        ("2026-01-01", 1, "2026-01-31", "2026-01-31"),
        ("2026-02-01", 1, "2026-02-28", "2026-02-28"),
        ("2028-02-01", 1, "2028-02-29", "2028-02-29"),
        ("2026-01-15", 1, "2026-02-14", "2026-02-14"),
        ("2026-01-28", 1, "2026-02-27", "2026-02-27"),
        ("2026-01-29", 1, "2026-02-27", "2026-02-28"),
        ("2028-01-29", 1, "2028-02-28", "2028-02-28"),
        ("2026-01-30", 1, "2026-02-27", "2026-02-28"),
        ("2026-01-31", 1, "2026-02-27", "2026-02-28"),
        ("2028-01-31", 1, "2028-02-28", "2028-02-29"),
        ("2026-01-31", 2, "2026-03-30", "2026-03-30"),
        ("2026-03-31", 1, "2026-04-29", "2026-04-30"),
        ("2026-03-31", 2, "2026-05-30", "2026-05-30"),
        ("2026-11-30", 3, "2027-02-27", "2027-02-28"),
        ("2024-02-29", 12, "2025-02-27", "2025-02-28"),
        ("2024-02-29", 48, "2028-02-28", "2028-02-28"),
        ("2026-01-01", 12, "2026-12-31", "2026-12-31"),
        ("9999-12-01", 1, "9999-12-31", "9999-12-31"),
        ("9999-11-02", 60, "9999-12-31", "9999-12-31"),
    ],
)
def test_a_period_ends_on_the_day_before_the_same_day_of_a_later_month(begin, n, laatste, uiterste):
    assert (laatste_dag(dag(begin), n), uiterste_dag(dag(begin), n)) == (dag(laatste), dag(uiterste))


@pytest.mark.parametrize(
    ("begin", "eind", "maanden"),
    [
        ("2026-01-31", "2026-02-26", None),
        ("2026-01-31", "2026-02-27", 1),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-01-31", "2026-03-01", None),
        ("2026-01-31", "2026-03-30", 2),
        ("2026-01-31", "2026-03-31", None),
        ("2026-01-28", "2026-02-28", None),
        ("2024-02-29", "2025-02-28", 12),
        ("2024-02-29", "2024-02-29", None),
        ("2026-05-01", "2026-04-30", None),
        ("2026-05-01", "2025-04-30", None),
        ("9999-11-01", "9999-12-31", 2),
        ("9999-12-01", "9999-12-31", 1),
        ("9999-12-02", "9999-12-31", None),
        ("9999-11-30", "9999-12-31", None),
    ],
)
def test_a_period_is_read_as_whole_months_or_as_none(begin, eind, maanden):
    assert hele_maanden(dag(begin), dag(eind)) == maanden


@pytest.mark.parametrize(
    ("dag_een", "n", "later"),
    [("2026-03-31", -1, "2026-02-28"), ("9999-12-01", 1, "9999-12-31"), ("0001-01-15", -1, "0001-01-01")],
)
def test_months_back_and_the_ends_of_time(dag_een, n, later):
    assert plus_maanden(dag(dag_een), n) == dag(later)


@pytest.mark.no_cover
def test_every_begin_day_of_a_leap_year_and_the_next_is_read_back_with_each_length_and_no_other_day_is():
    for begin in TWEE_JAAR:
        gelezen = {}
        for n in LENGTES:
            for eind in {laatste_dag(begin, n), uiterste_dag(begin, n)}:
                assert hele_maanden(begin, eind) == n
                gelezen[eind] = n
        if begin.day >= 28:
            eind = begin
            while eind <= laatste_dag(begin, 14):
                assert hele_maanden(begin, eind) == gelezen.get(eind)
                eind += DAG


@given(begin=st.dates(), n=AANTAL)
@example(begin=date.max, n=60)
def test_nothing_fails_anywhere_in_time(begin, n):
    assert begin <= plus_maanden(begin, n) <= date.max
    assert laatste_dag(begin, n) <= uiterste_dag(begin, n) <= laatste_dag(begin, n + 1)
    assert hele_maanden(begin, date.max) in (None, volle_maanden(begin, date.max))


@given(dag_een=BEGIN, n=st.integers(-600, 600))
def test_months_agree_with_dateutil(dag_een, n):
    assert plus_maanden(dag_een, n) == dag_een + relativedelta(months=n)


@given(begin=BEGIN, n=AANTAL)
def test_a_longer_period_ends_later_and_a_later_one_never_earlier(begin, n):
    assert uiterste_dag(begin, n) < laatste_dag(begin, n + 1)
    assert laatste_dag(begin, n) <= laatste_dag(begin + DAG, n)
    assert 27 * n <= (laatste_dag(begin, n) - begin).days + 1 <= 31 * n


@given(begin=BEGIN, n=AANTAL, m=AANTAL)
def test_periods_of_whole_months_one_after_another_are_one_of_whole_months(begin, n, m):
    tweede = laatste_dag(begin, n) + DAG
    samen = laatste_dag(tweede, m)
    if tweede.day == begin.day:
        assert samen == laatste_dag(begin, n + m)
    assert 0 <= (laatste_dag(begin, n + m) - samen).days <= 3


@given(begin=BEGIN, dagen=st.integers(0, 2000))
def test_the_months_that_fit_end_within_the_period_and_one_more_does_not(begin, dagen):
    eind = begin + dagen * DAG
    n = volle_maanden(begin, eind)
    assert n == 0 or laatste_dag(begin, n) <= eind
    assert laatste_dag(begin, n + 1) > eind
