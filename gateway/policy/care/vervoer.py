"""Judgements of vervoer and its carriers. The checks on decisions and on reports share them."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from gateway.policy.card import Objection
from gateway.policy.care.concurrent_care import (
    carriers_in,
    concurrence_objection,
    is_vervoer,
    request_path,
    running_beside,
)
from gateway.policy.care.days import DayRange, added_days, intersect, running_days, subtract
from gateway.policy.care.judgement import Judgement
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import days_text, describe, describe_with_provider, join_words, opening, periods


def without_carrier(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection that lists all added days of vervoer without a carrier (NL-203)."""
    care = decision.care
    if not is_vervoer(care, policy):
        return
    found = carriers_in(care_file.care, policy)
    carried = [running_days(each) for each in found]
    days = [part for day_range in added_days(decision) for part in subtract(day_range, carried)]
    if not days:
        return
    beside_it = [each for each in found if care.overlap(each)]
    hint = (
        f" Drager is wel: {join_words([describe_with_provider(each, care) for each in beside_it])}."
        if beside_it
        else ""
    )
    carrier_segments = sorted(each.id for each in policy.segmenten.values() if each.drager)
    yield Objection(
        text=f"{opening(care)} heeft geen drager (segment {join_words(carrier_segments, 'of')}) {periods(days)}.{hint}",
        path=request_path(decision),
        other_assignments=tuple(each.nummer for each in beside_it if each.nummer is not None),
        days=tuple(days),
    )


def carrier_of_another_provider(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each range of added days on which vervoer only has a carrier of another provider (NL-205).

    Both ways: a decision on vervoer is held against the carriers, one on a carrier against the vervoer.
    """
    found = carriers_in(care_file.care, policy)
    if is_vervoer(decision.care, policy):
        yield from _for_vervoer(decision, found)
    elif carriers_in((decision.care,), policy):
        yield from _for_carrier(decision, care_file, policy, [running_days(each) for each in found])


def _for_vervoer(decision: Decision, found: list[Care]) -> Iterator[Objection]:
    care = decision.care
    own_days = [running_days(each) for each in found if each.aanbieder == care.aanbieder]
    of_others = [each for each in found if each.aanbieder != care.aanbieder]
    carried = [running_days(each) for each in of_others]
    for day_range in added_days(decision):
        for part in intersect(day_range, carried):
            for days in subtract(part, own_days):
                yield _objection(decision, [each for each in of_others if intersect(days, [running_days(each)])], days)


def _objection(decision: Decision, of_others: list[Care], days: DayRange) -> Objection:
    names = [f"{describe(each)} van aanbieder {each.aanbieder}" for each in of_others]
    return Objection(
        text=(
            f"{opening(decision.care)} is van aanbieder {decision.care.aanbieder}, die {days_text(*days)} geen drager "
            f"levert. Drager is dan: {join_words(names)}."
        ),
        path=request_path(decision),
        values={"Aanbieder": decision.care.aanbieder},
        other_assignments=tuple(each.nummer for each in of_others if each.nummer is not None),
        days=(days,),
    )


def _for_carrier(
    decision: Decision, care_file: CareFile, policy: Policy, already_carried: list[DayRange]
) -> Iterator[Objection]:
    care = decision.care
    reason = f"Dat vervoer heeft dan alleen een drager van een andere aanbieder ({care.aanbieder})"
    for vervoer, day_ranges in running_beside(decision, care_file):
        if vervoer.aanbieder != care.aanbieder and is_vervoer(vervoer, policy):
            for day_range in day_ranges:
                for days in subtract(day_range, already_carried):
                    yield concurrence_objection(decision, vervoer, days, reason)


VERVOER: Final[Mapping[str, Judgement]] = MappingProxyType(
    {"NL-203": without_carrier, "NL-205": carrier_of_another_provider}
)
"""The judgements of vervoer and its carriers, by the code of the check on decisions."""
