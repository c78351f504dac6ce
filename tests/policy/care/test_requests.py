"""The terms for answers to requests."""

from datetime import date

import pytest

from gateway.policy.care.requests import answer_due
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
