"""The days on which care may run, and the days on which two run together."""

from datetime import date

import pytest
from hypothesis import given

from gateway.policy.care_file import Care
from tests.support.policy.decisions import care, day
from tests.support.policy.strategies import wild_care


@pytest.mark.parametrize(
    ("end", "stopped", "last"),
    [
        (None, None, date.max),
        ("2026-06-30", None, date(2026, 6, 30)),
        (None, "2026-03-31", date(2026, 3, 31)),
        ("2026-06-30", "2026-03-31", date(2026, 3, 31)),
        ("2026-06-30", "2026-07-31", date(2026, 6, 30)),
    ],
)
def test_care_runs_until_its_end_or_its_stop(end: str | None, stopped: str | None, last: date) -> None:
    assert care("02A02", end=end, gestopt_op=stopped and day(stopped)).last_day == last


@given(wild_care(), wild_care())
def test_an_overlap_is_the_days_of_both(one: Care, other: Care) -> None:
    found = one.overlap(other)
    assert found == other.overlap(one)
    if found is None:
        assert max(one.ingangsdatum, other.ingangsdatum) > min(one.last_day, other.last_day)
    else:
        first, last = found
        assert first <= last
        assert first in (one.ingangsdatum, other.ingangsdatum)
        assert last in (one.last_day, other.last_day)
        assert all(each.ingangsdatum <= first and last <= each.last_day for each in (one, other))
