"""NL-106: the provider is of a kind that this municipality uses for the segment."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.contracts import Coverage, coverages
from gateway.policy.care.days import added_days, intersect, merge, subtract
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy, ProviderKindRule
from gateway.policy.words import join_words, opening, periods

card = Card(
    code="NL-106",
    subject="contract",
    statement="De aanbieder is van een soort die deze gemeente voor het segment gebruikt.",
    remedy="Kies een aanbieder van een soort die de gemeente voor dit segment gebruikt, of leg het contract goed vast.",
    note=(
        "De soort staat in het contract. Ontbreekt zij daar terwijl de gemeente niet elke soort gebruikt, dan is dat "
        "ook een bezwaar. Op dagen zonder contract zegt NL-105 het. Van vervoer telt ook het contract voor het segment "
        "van de drager. Bij een wijziging tellen alleen de dagen die erbij komen."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection for each rule and kind of provider, with the added days under contracts of that kind only."""
    segment = policy.segment_of(decision.care.code)
    if not care_file.contracts or segment is None:
        return
    covered = coverages(decision.care, care_file, policy)
    for rule in policy.aanbiedersoorten:
        if decision.gemeente in rule.gemeenten and segment in rule.segmenten:
            yield from _under_rule(rule, covered, decision, policy, segment)


def _under_rule(
    rule: ProviderKindRule, coverage: list[Coverage], decision: Decision, policy: Policy, segment: str
) -> Iterator[Objection]:
    allowed_days = [day_range for each in coverage if each.contract.soort in rule.toegestaan for day_range in each.days]
    other_kind = [each for each in coverage if each.contract.soort not in rule.toegestaan]
    for soort in sorted({each.contract.soort or "" for each in other_kind}):
        of_this_kind = [
            day_range for each in other_kind if (each.contract.soort or "") == soort for day_range in each.days
        ]
        covered = [part for day_range in added_days(decision) for part in intersect(day_range, of_this_kind)]
        days = merge(part for day_range in covered for part in subtract(day_range, allowed_days))
        if not days:
            continue
        gemeente = policy.gemeenten.get(decision.gemeente, decision.gemeente)
        what = f"is {soort}" if soort else "heeft een contract zonder soort"
        yield Objection(
            text=(
                f"{opening(decision.care)}: aanbieder {decision.care.aanbieder} {what} {periods(days)}, maar "
                f"{gemeente} gebruikt voor segment {segment} alleen {join_words(sorted(rule.toegestaan))}."
            ),
            path="aanbieder",
            values={"Aanbieder": decision.care.aanbieder, "Segment": segment, "Soort": soort},
            bron=rule.bron,
        )
