"""Ranges of days: merge, intersect and subtract; and the days that a decision adds."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from gateway.policy.care_file import Care, Decision

DayRange = tuple[date, date]
"""A first and a last day, both inclusive. Last day `date.max`: without end. First after last: no days."""

_ONE_DAY: Final = timedelta(days=1)


def running_days(care: Care) -> DayRange:
    """Return the days on which the care may run."""
    return care.ingangsdatum, care.last_day


def added_days(decision: Decision) -> Sequence[DayRange]:
    """Return the days that the decision adds: all of a new assignment, the extra ones of a change, none of a removal.

    Checks look at these days only, so that they don't object to days that were decided on before.
    """
    if decision.verwijderd:
        return ()
    had = () if decision.was is None or is_new_assignment(decision) else (running_days(decision.was),)
    return subtract(running_days(decision.care), had)


def is_new_assignment(decision: Decision) -> bool:
    """Return True for a new assignment, and for a change to another product or provider."""
    return not decision.verwijderd and (
        decision.was is None or not same_product_and_provider(decision.care, decision.was)
    )


def same_product_and_provider(care: Care, was: Care) -> bool:
    """Return True when product and provider are the same; period and volume may differ."""
    return (care.code, care.categorie, care.aanbieder) == (was.code, was.categorie, was.aanbieder)


def merge(day_ranges: Iterable[DayRange]) -> list[DayRange]:
    """Return the days as ranges in order that don't overlap or touch."""
    merged: list[DayRange] = []
    for first, last in sorted(day_ranges):
        if first > last:
            continue
        if merged and (merged[-1][1] == date.max or first <= merged[-1][1] + _ONE_DAY):
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def intersect(day_range: DayRange, others: Iterable[DayRange]) -> list[DayRange]:
    """Return the days of `day_range` that are in any of the others too."""
    first, last = day_range
    parts = ((max(first, begin), min(last, end)) for begin, end in merge(others))
    return [part for part in parts if part[0] <= part[1]]


def subtract(day_range: DayRange, others: Iterable[DayRange]) -> list[DayRange]:
    """Return the days of `day_range` that are in none of the others."""
    first, last = day_range
    rest: list[DayRange] = []
    for begin, end in intersect(day_range, others):
        if first < begin:
            rest.append((first, begin - _ONE_DAY))
        if end == last:
            return rest
        first = end + _ONE_DAY
    return [*rest, (first, last)] if first <= last else rest
