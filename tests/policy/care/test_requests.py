"""The terms for answers to requests."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.care.requests import answer_due, last_dagtekening_for, last_received_for
from gateway.standard.calendar import LIBERATION_DAY_MOST_YEARS


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2025, 6, 2), date(2025, 6, 10)),  # past Tweede Pinksterdag, 9 June
        (date(2024, 3, 1), date(2024, 3, 8)),
        (date(2024, 3, 2), date(2024, 3, 8)),  # a Saturday
    ],
)
def test_a_first_answer_is_due_five_working_days_after_receipt(received: date, due: date) -> None:
    assert answer_due(received, date(2020, 1, 1), investigated=False) == due


def test_working_days_are_those_of_the_municipality() -> None:
    received = date(2026, 4, 29)
    assert answer_due(received, received, investigated=False) == date(2026, 5, 7)
    worked = frozenset({LIBERATION_DAY_MOST_YEARS})
    assert answer_due(received, received, worked, investigated=False) == date(2026, 5, 6)


def test_a_final_answer_is_due_eight_weeks_after_the_dagtekening() -> None:
    assert answer_due(date(2025, 6, 9), date(2025, 6, 2), investigated=True) == date(2025, 7, 28)
    assert answer_due(date.max, date(9999, 12, 1), investigated=True) == date.max


@given(st.dates(date(1901, 1, 1), date(8999, 1, 1)))
def test_what_is_due_by_a_day_came_in_until_a_day(due: date) -> None:
    last = last_received_for(due)
    assert answer_due(last, last, investigated=False) <= due
    after = last + timedelta(days=1)
    assert answer_due(after, after, investigated=False) > due
    dated = last_dagtekening_for(due)
    assert answer_due(due, dated, investigated=True) == due


@pytest.mark.parametrize("due", [date.min, date.max])
def test_days_that_nobody_lives_on_have_bounds_too(due: date) -> None:
    assert date.min < last_received_for(due) < date.max
    assert date.min < last_dagtekening_for(due) < date.max
