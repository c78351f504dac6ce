"""Judgements of two assignments on one day. The checks on decisions and on reports share them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from gateway.policy.card import Objection
from gateway.policy.care.concurrent_care import (
    apart_from,
    belong_together,
    carriers_in,
    concurrence_objection,
    is_same_product,
    is_vervoer,
    pairs_with,
    running_beside,
)
from gateway.policy.care.days import intersect, running_days, subtract
from gateway.policy.care.judgement import Judgement
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import Permission, Policy
from gateway.policy.words import describe, join_words


def forbidden_beside(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each other assignment and each range of added days on which both run (NL-201)."""
    for pair in pairs_with(decision, care_file, policy, Permission.NEE):
        reason = f"Volgens het beleid gaat niet samen: {pair.segmenten} ({pair.bron})"
        for days in pair.days:
            yield concurrence_objection(decision, pair.other, days, reason, pair.bron)
    if not is_vervoer(decision.care, policy):
        yield from _vervoer_without_carrier(decision, care_file, policy)


def _vervoer_without_carrier(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for vervoer beside this care, on days without a carrier."""
    for pair in pairs_with(decision, care_file, policy, Permission.MET_DRAGER):
        carried = [running_days(each) for each in carriers_in((decision.care, *care_file.care), policy)]
        reason = f"Zonder drager gaat volgens het beleid niet samen: {pair.segmenten} ({pair.bron})"
        for day_range in pair.days:
            for days in subtract(day_range, carried):
                yield concurrence_objection(decision, pair.other, days, reason, pair.bron)


def disputed_beside(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for two segments about which the texts contradict each other (NL-202)."""
    for pair in pairs_with(decision, care_file, policy, Permission.STRIJDIG):
        reason = f"Over {pair.segmenten} spreken de teksten elkaar tegen: {pair.bron}"
        for days in pair.days:
            yield concurrence_objection(decision, pair.other, days, reason, pair.bron)


def vervoer_beside_carried_care(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for vervoer beside care that doesn't carry it, on days on which a carrier runs (NL-204)."""
    for pair in pairs_with(decision, care_file, policy, Permission.MET_DRAGER):
        carriers = carriers_in((decision.care, *care_file.care), policy)
        for day_range in pair.days:
            for days in intersect(day_range, map(running_days, carriers)):
                names = join_words([describe(each) for each in carriers if intersect(days, [running_days(each)])])
                reason = (
                    f"Volgens de tekst gaat niet samen: {pair.segmenten} ({pair.bron}). Er is wel een drager: {names}"
                )
                yield concurrence_objection(decision, pair.other, days, reason, pair.bron)


def traject_beside_its_own(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for a traject and its own extension or extra work on the same days (NL-206)."""
    for other, day_ranges in running_beside(decision, care_file):
        if belong_together(decision.care, other, policy):
            for days in day_ranges:
                reason = "Een traject en wat erbij hoort mogen niet naast elkaar lopen"
                yield concurrence_objection(decision, other, days, reason)


def same_product_twice(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for one product twice at one provider on the same days (NL-207)."""
    for other, day_ranges in running_beside(decision, care_file):
        if is_same_product(decision.care, other):
            for days in day_ranges:
                reason = (
                    f"Dat is twee keer hetzelfde product bij aanbieder {other.aanbieder}{_why(decision.care, other)}"
                )
                objection = concurrence_objection(decision, other, days, reason)
                yield replace(objection, proposal=apart_from(decision, other))


def _why(one: Care, other: Care) -> str:
    """Return why two assignments count as one product when their codes differ (Dutch); "" when they are equal."""
    if one.categorie is None or other.categorie is None:
        return ": zonder product telt een toewijzing als elk product (TR302)"
    if one.code is None or other.code is None:
        return f": zonder code telt een toewijzing als elk product van categorie {other.categorie} (TR302)"
    return ""


def undecided_beside(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for two segments about which the texts say nothing (NL-208)."""
    for pair in pairs_with(decision, care_file, policy, Permission.ONBEPAALD):
        reason = f"Over {pair.segmenten} zeggen de teksten niets"
        for days in pair.days:
            yield concurrence_objection(decision, pair.other, days, reason, pair.bron)


STACKING: Final[Mapping[str, Judgement]] = MappingProxyType(
    {
        "NL-201": forbidden_beside,
        "NL-202": disputed_beside,
        "NL-204": vervoer_beside_carried_care,
        "NL-206": traject_beside_its_own,
        "NL-207": same_product_twice,
        "NL-208": undecided_beside,
    }
)
"""The judgements of two assignments together, by the code of the check on decisions."""
