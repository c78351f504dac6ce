"""The client's other assignments on the days that a decision adds, and the rules for two assignments together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from gateway.policy.card import Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.days import DayRange, added_days, intersect, is_new_assignment
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import Permission, Policy, ProductKind, Stapeling
from gateway.policy.words import days_text, describe_with_provider, opening
from gateway.standard.findings import Proposal

_ONE_DAY: Final = timedelta(days=1)
_LAST_BUT_ONE: Final = date.max - _ONE_DAY
_EXEMPT_CATEGORIES: Final = frozenset({"11", "12", "13", "14"})
"""Categories of which one product may be assigned twice (iWmo 3.2, TR302)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The assignment that is decided on and another one, both of segments that the policy has."""

    segment: str
    other: Care
    other_segment: str
    stapeling: Stapeling
    days: Sequence[DayRange]
    """The added days on which both run, in order; never empty."""

    @property
    def segmenten(self) -> str:
        """The two segments in words: "segment 1A1 en segment 1B", or "twee keer segment 2A"."""
        if self.segment == self.other_segment:
            return f"twee keer segment {self.segment}"
        return f"segment {self.segment} en segment {self.other_segment}"

    @property
    def bron(self) -> str:
        """The texts behind the rule on the two segments."""
        return "; ".join(self.stapeling.bron)


def running_beside(decision: Decision, care_file: CareFile) -> Iterator[tuple[Care, list[DayRange]]]:
    """Yield each other assignment that runs on added days, with those days."""
    new = added_days(decision)
    if not new:
        return
    begin, end = new[0][0], new[-1][1]
    for other in care_file.care:
        first = other.ingangsdatum
        if first > end or (last := other.last_day) < begin or last < first:
            continue
        days = intersect((first, last), new)
        if days:
            yield other, days


def pairs_with(decision: Decision, care_file: CareFile, policy: Policy, permission: Permission) -> Iterator[Pair]:
    """Yield each other assignment that runs on added days and has this permission beside the assignment decided on.

    Left out: one product twice at one provider (NL-207), a traject with its own extension or extra work (NL-206), and
    assignments of unknown products, which NL-101 and NL-102 objected to when they were decided on.
    """
    care = decision.care
    segment = policy.segment_of(care.code)
    if segment is None:
        return
    for other, days in running_beside(decision, care_file):
        other_segment = policy.segment_of(other.code)
        if other_segment is None:
            continue
        stapeling = policy.stapeling[frozenset((segment, other_segment))]
        if (
            stapeling.mag is permission
            and not is_same_product(care, other)
            and not belong_together(care, other, policy)
        ):
            yield Pair(segment, other, other_segment, stapeling, days)


def is_same_product(one: Care, other: Care) -> bool:
    """Return True when the standard forbids both on the same day, as one product at one provider.

    iWmo 3.2, OP259 and TR302: the same category and code. A missing code equals any code of the category, a missing
    category equals any product. Categories 11 to 14 are exempt.
    """
    if one.aanbieder != other.aanbieder or one.categorie in _EXEMPT_CATEGORIES or other.categorie in _EXEMPT_CATEGORIES:
        return False
    if one.categorie is None or other.categorie is None:
        return True
    return one.categorie == other.categorie and (one.code is None or other.code is None or one.code == other.code)


def belong_together(one: Care, other: Care, policy: Policy) -> bool:
    """Return True when one is an extension of or extra work on the other's product, at any provider."""
    code_pairs = ((product_of(one, policy), other.code), (product_of(other, policy), one.code))
    return any(code is not None and product is not None and product.basis == code for product, code in code_pairs)


def carriers_in(care: Iterable[Care], policy: Policy) -> list[Care]:
    """Return the care beside which vervoer may run."""
    segmenten, segment_of = policy.segmenten, policy.segment_of
    return [each for each in care if (segment := segment_of(each.code)) is not None and segmenten[segment].drager]


def is_vervoer(care: Care, policy: Policy) -> bool:
    """Return True for vervoer, which needs a carrier."""
    product = product_of(care, policy)
    return product is not None and product.soort is ProductKind.VERVOER


def apart_from(decision: Decision, other: Care) -> Proposal | None:
    """Return the period in which this care doesn't run beside the other; None when there is none to propose.

    Care that begins first ends before the other begins, or else it begins after the other. A change keeps the days that
    it had.
    """
    care = decision.care
    had = max(care.ingangsdatum, date.min + _ONE_DAY) - _ONE_DAY if decision.was is None else decision.was.last_day
    before = max(other.ingangsdatum, date.min + _ONE_DAY) - _ONE_DAY
    if had < before:
        return Proposal(einddatum=before)
    if decision.was is None and other.last_day < min(care.last_day, _LAST_BUT_ONE):
        return Proposal(ingangsdatum=other.last_day + _ONE_DAY)
    return None


def request_path(decision: Decision) -> str:
    """Return the key of the request that an objection points at: the product when it is new, else the Einddatum."""
    return "product/code" if is_new_assignment(decision) else "einddatum"


def concurrence_objection(decision: Decision, other: Care, days: DayRange, reason: str, bron: str = "") -> Objection:
    """Return an objection to the two assignments running together on these days; `reason` ends its text (Dutch)."""
    first, last = days
    values = {"Code": other.code, "ToewijzingNummer": other.nummer, "Begindatum": first}
    if last != date.max:
        values["Einddatum"] = last
    return Objection(
        text=(
            f"{opening(decision.care)} loopt {days_text(first, last)} naast "
            f"{describe_with_provider(other, decision.care)}. {reason}."
        ),
        path=request_path(decision),
        values={name: str(value) for name, value in values.items() if value is not None},
        other_assignments=() if other.nummer is None else (other.nummer,),
        bron=bron,
        days=(days,),
    )
