"""The contracts of a provider that cover care, the days on which they do, and who else may deliver it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from gateway.policy.care.concurrent_care import carriers_in, is_vervoer
from gateway.policy.care.days import DayRange, added_days, intersect, merge, running_days, subtract
from gateway.policy.care_file import Care, CareFile, Contract, ContractedProvider, Decision
from gateway.policy.model import Policy, ProviderKindRule
from gateway.policy.words import join_words

MAX_PROVIDERS_NAMED: Final = 10
"""Providers that an advice names; it counts the rest."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """A contract, and the days on which it covers the care."""

    contract: Contract
    days: Sequence[DayRange]


def coverages(care: Care, care_file: CareFile, policy: Policy) -> list[Coverage]:
    """Return the provider's contracts for the segment of this care, or for its product alone, each on all its days.

    Vervoer has no lot of its own in the tender, so a contract for the segment of its carrier covers it too: on days
    when such a carrier runs, and on days without any carrier (NL-203 objects to those).
    """
    segment = policy.segment_of(care.code)
    of_provider = [each for each in care_file.contracts or () if each.aanbieder == care.aanbieder]
    found = [
        Coverage(each, (contract_days(each),))
        for each in of_provider
        if each.segment == segment and each.product in (None, care.code)
    ]
    if is_vervoer(care, policy):
        found += _through_carriers(of_provider, care_file, policy)
    return found


def _through_carriers(of_provider: Iterable[Contract], care_file: CareFile, policy: Policy) -> list[Coverage]:
    carriers = carriers_in(care_file.care, policy)
    carried = [running_days(each) for each in carriers]
    found = []
    for each in of_provider:
        segment = policy.segmenten.get(each.segment)
        if segment is None or not segment.drager:
            continue
        own = [
            running_days(drager)
            for drager in carriers
            if policy.segment_of(drager.code) == each.segment and each.product in (None, drager.code)
        ]
        days = contract_days(each)
        found.append(Coverage(each, (*intersect(days, own), *subtract(days, carried))))
    return found


def contract_days(contract: Contract) -> DayRange:
    """Return the days of the contract."""
    return contract.vanaf, contract.tot or date.max


@dataclass(frozen=True, slots=True)
class UnusedKind:
    """Days of care that only contracts of a kind cover that the municipality doesn't use for the segment."""

    rule: ProviderKindRule
    soort: str
    """Of the provider; "": the contract doesn't say."""
    days: Sequence[DayRange]


def uncovered_days(decision: Decision, care_file: CareFile, policy: Policy) -> list[DayRange]:
    """Return the added days on which no contract of the provider covers the care.

    An open end under a contract that ends isn't one of them. None are when the municipality keeps no contracts.
    """
    care = decision.care
    if care_file.contracts is None or policy.segment_of(care.code) is None:
        return []
    covered = [day_range for each in coverages(care, care_file, policy) for day_range in each.days]
    return [
        part
        for day_range in added_days(decision)
        for part in subtract(day_range, covered)
        if part[1] != date.max or part[0] == day_range[0]
    ]


def unused_kinds(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[UnusedKind]:
    """Yield for each rule on kinds of provider, and each kind that it leaves out, the added days of that kind only."""
    segment = policy.segment_of(decision.care.code)
    if not care_file.contracts or segment is None:
        return
    covered = coverages(decision.care, care_file, policy)
    for rule in policy.aanbiedersoorten:
        if decision.gemeente in rule.gemeenten and segment in rule.segmenten:
            yield from _left_out(rule, covered, decision)


def _left_out(rule: ProviderKindRule, covered: Iterable[Coverage], decision: Decision) -> Iterator[UnusedKind]:
    allowed_days: list[DayRange] = []
    by_kind: dict[str, list[DayRange]] = {}
    for each in covered:
        kept = each.contract.soort in rule.toegestaan
        (allowed_days if kept else by_kind.setdefault(each.contract.soort or "", [])).extend(each.days)
    for soort, of_this_kind in sorted(by_kind.items()):
        found = [part for day_range in added_days(decision) for part in intersect(day_range, of_this_kind)]
        days = merge(part for day_range in found for part in subtract(day_range, allowed_days))
        if days:
            yield UnusedKind(rule, soort, days)


def who_may_deliver(decision: Decision, care_file: CareFile, policy: Policy) -> list[ContractedProvider]:
    """Return the other providers that may deliver the added days, by their contracts; those with an account first."""
    found = [each for each in care_file.other_providers or () if _may_deliver(each, decision, care_file, policy)]
    return sorted(found, key=lambda each: (each.naam is None, each.code))


def _may_deliver(provider: ContractedProvider, decision: Decision, care_file: CareFile, policy: Policy) -> bool:
    theirs = replace(care_file, contracts=tuple(provider.contracts))
    asked = replace(decision, care=replace(decision.care, aanbieder=provider.code), was=None)
    if decision.was is not None:
        first, last = added_days(decision)[0][0], decision.care.einddatum
        asked = replace(asked, care=replace(asked.care, ingangsdatum=first, einddatum=last))
    if uncovered_days(asked, theirs, policy) or any(unused_kinds(asked, theirs, policy)):
        return False
    carriers = [each for each in carriers_in(care_file.care, policy) if each.overlap(asked.care)]
    return not carriers or not is_vervoer(asked.care, policy) or provider.code in {each.aanbieder for each in carriers}


def advice_on_providers(decision: Decision, care_file: CareFile, policy: Policy) -> str:
    """Return a sentence on who may deliver instead, after a space (Dutch); "" when it isn't asked."""
    if care_file.other_providers is None:
        return ""
    found = who_may_deliver(decision, care_file, policy)
    if not found:
        return " Het register van contracten noemt geen andere aanbieder die dit op al deze dagen mag leveren."
    named = [_name(each) for each in found[:MAX_PROVIDERS_NAMED]]
    more = len(found) - len(named)
    rest = [f"nog {more} {'andere' if more > 1 else 'ander'}"] if more else []
    what = "kan dit wel naar" if decision.was is None else "kan voor die dagen een nieuwe toewijzing naar"
    return f" Volgens het register van contracten {what} {join_words([*named, *rest], 'en' if rest else 'of')}."


def _name(provider: ContractedProvider) -> str:
    account = "nog niet aangesloten op deze gateway" if provider.naam is None else provider.naam
    return f"{provider.code} ({account})"
