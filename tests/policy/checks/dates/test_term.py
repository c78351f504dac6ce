"""Terms of checks on dates: the care to watch, the working days that a policy allows, and the day that was missed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.checks.dates.term import allowed_working_days, is_on, missed_day, signal_on, watched_care
from gateway.policy.watch_file import WatchFile
from gateway.standard.calendar import add_working_days
from tests.support.policy.watched import always, care, never, policy

DAY = st.dates(date(2022, 1, 1), date(2027, 12, 31))


def watched(code, *cares, policy_on=always):
    return [found.code for found, *_ in watched_care(code, WatchFile(care=cares), policy_on)]


def test_care_is_watched_in_the_segments_of_the_policy():
    assert watched("NL-803", care("10B02"), care("02A02")) == ["10B02"]
    assert watched("NL-804", care("10B02"), care("02A02")) == ["10B02", "02A02"]


def test_unknown_products_and_days_without_policy_are_not_watched():
    assert watched("NL-804", care("99999"), care(None)) == []
    assert watched("NL-804", care(), policy_on=never) == []
    assert watched("NL-805", care()) == [], "its term is the standard's"


def test_a_check_is_on_unless_the_policy_switches_it_off():
    assert is_on("NL-804", None)
    assert is_on("NL-804", policy())
    assert not is_on("NL-804", policy("NL-804"))
    assert watched("NL-804", care(), policy_on=lambda day: policy("NL-804")) == []


@pytest.mark.parametrize(
    ("product", "by_policy", "expected"),
    [
        ("02A02", None, 5),
        ("02A02", policy(), 5),
        ("02A02", policy("NL-805"), None),
        ("02A02", policy(bewaking={"NL-805": (frozenset(), 7)}), 7),
        ("02A02", policy(bewaking={"NL-805": (frozenset({"1A1"}), 7)}), 7),
        ("10B02", policy(bewaking={"NL-805": (frozenset({"1A1"}), 7)}), None),
    ],
    ids=["no policy", "not mentioned", "off", "all segments", "its segment", "another segment"],
)
def test_a_policy_may_change_the_working_days(product, by_policy, expected):
    assert allowed_working_days("NL-805", product, by_policy, 5) == expected


@given(DAY, st.integers(1, 10), st.integers(-5, 40))
def test_a_day_is_missed_once_it_is_over(day, working_days, later):
    last = add_working_days(day, working_days, frozenset())
    today = day + timedelta(days=later)
    assert missed_day(day, working_days, today, frozenset()) == (last if today > last else None)


def test_causes_of_one_assignment_are_kept_apart():
    found = [signal_on("NL-802", care(), date(2024, 5, 1), "Tekst.", "H 5", part) for part in ("", "2024-05-01")]
    assert [each.sleutel for each in found] == ["1", "1:2024-05-01"]
    assert {(each.toewijzing_nummer, each.aanbieder) for each in found} == {(1, "99990001")}
