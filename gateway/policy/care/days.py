"""Ranges of days: what is in two of them, and what is left of one."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from gateway.policy.care_file import Care, Decision

DayRange = tuple[date, date]
"""A first and a last day, both inclusive; `date.max` as the last: without end. First after last: no day at all."""

_ONE_DAY: Final = timedelta(days=1)


def running_days(care: Care) -> DayRange:
    """Return the days on which the care may run."""
    return care.ingangsdatum, care.last_day


def added_days(decision: Decision) -> Sequence[DayRange]:
    """Return the days that the decision adds: of a new assignment all, of a change those that it didn't have, else
    none.

    So what was decided before is not objected to when an assignment is made longer, shorter or removed.
    """
    if decision.verwijderd:
        return ()
    had = () if decision.was is None or is_new_assignment(decision) else (running_days(decision.was),)
    return subtract(running_days(decision.care), had)


def is_new_assignment(decision: Decision) -> bool:
    """Return True when product and provider are decided on for the first time: of no removal, of hardly any change."""
    return not decision.verwijderd and (
        decision.was is None or not same_product_and_provider(decision.care, decision.was)
    )


def same_product_and_provider(care: Care, was: Care) -> bool:
    """Return True when both are of one product at one provider: only the period or the volume may differ."""
    return (care.code, care.categorie, care.aanbieder) == (was.code, was.categorie, was.aanbieder)


def merge(day_ranges: Iterable[DayRange]) -> list[DayRange]:
    """Return the same days as ranges in order, of which no two overlap or touch."""
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
    """Return the days of `day_range` that lie in one of the others too."""
    first, last = day_range
    parts = ((max(first, begin), min(last, end)) for begin, end in merge(others))
    return [part for part in parts if part[0] <= part[1]]


def subtract(day_range: DayRange, others: Iterable[DayRange]) -> list[DayRange]:
    """Return the days of `day_range` that lie in none of the others."""
    first, last = day_range
    rest: list[DayRange] = []
    for begin, end in intersect(day_range, others):
        if first < begin:
            rest.append((first, begin - _ONE_DAY))
        if end == last:
            return rest
        first = end + _ONE_DAY
    return [*rest, (first, last)] if first <= last else rest
