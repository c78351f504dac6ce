"""Ranges of days, held against sets of days."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from gateway.policy.care.days import added_days, intersect, merge, subtract
from gateway.policy.care_file import Care, Decision

FIRST = date.max - timedelta(days=15)
DAY = st.integers(0, 15).map(lambda n: FIRST + timedelta(days=n))
DAY_RANGE = st.tuples(DAY, DAY)
DAY_RANGES = st.lists(DAY_RANGE, max_size=5)


def days(*day_ranges):
    """Return the days in the ranges, as numbers from FIRST."""
    return {n for begin, end in day_ranges for n in range((begin - FIRST).days, (end - FIRST).days + 1)}


def detached(day_ranges):
    """Return True when the ranges are in order with a day between any two."""
    return all(begin <= end for begin, end in day_ranges) and all(
        end < date.max and end + timedelta(days=1) < begin for (_, end), (begin, _) in pairwise(day_ranges)
    )


@given(DAY_RANGES)
def test_put_together_they_are_the_same_days(day_ranges):
    assert days(*merge(day_ranges)) == days(*day_ranges)
    assert detached(merge(day_ranges))


@given(DAY_RANGE, DAY_RANGES)
@example((FIRST, date.max), [(FIRST, date.max)])
@example((date.max, date.max), [])
def test_what_is_in_others_and_what_is_not_make_the_whole(day_range, day_ranges):
    in_others, outside = intersect(day_range, day_ranges), subtract(day_range, day_ranges)
    assert days(*in_others) == days(day_range) & days(*day_ranges)
    assert days(*outside) == days(day_range) - days(*day_ranges)
    assert detached(in_others)
    assert detached(outside)


def test_all_days_there_are_can_be_added_and_taken_away():
    everything = (date.min, date.max)
    assert subtract(everything, []) == merge([everything, everything]) == [everything]
    assert subtract(everything, [everything]) == []
    assert subtract(everything, [(date.min, date.min), (date.max, date.max)]) == [
        (date.min + timedelta(days=1), date.max - timedelta(days=1))
    ]


CARE = st.builds(
    Care,
    nummer=st.just(1),
    aanbieder=st.sampled_from(["1", "2"]),
    categorie=st.sampled_from(["02", "10"]),
    code=st.sampled_from(["02A02", None]),
    ingangsdatum=DAY,
    einddatum=st.none() | DAY,
    besloten_op=DAY,
    gestopt_op=st.none() | DAY,
)


@given(CARE, st.none() | CARE, st.booleans())
def test_a_decision_adds_the_days_that_its_assignment_did_not_have(care, was, removed):
    decision = Decision(gemeente="0983", decision_day=FIRST, care=care, was=was, verwijderd=removed)
    expected = set() if removed else days((care.ingangsdatum, care.last_day))
    if was is not None and (care.code, care.categorie, care.aanbieder) == (was.code, was.categorie, was.aanbieder):
        expected -= days((was.ingangsdatum, was.last_day))
    assert days(*added_days(decision)) == expected
    assert detached(list(added_days(decision)))
