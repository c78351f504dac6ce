"""NL-106: the provider is of a kind that this municipality uses for the segment."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.contracts import advice_on_providers, unused_kinds
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import join_words, opening, periods

card = Card(
    code="NL-106",
    subject="contract",
    statement="De aanbieder is van een soort die deze gemeente voor het segment gebruikt.",
    remedy=(
        "Kies een aanbieder van een soort die de gemeente voor dit segment gebruikt, of laat de soort in het register "
        "van contracten verbeteren als die niet klopt."
    ),
    note=(
        "De soort staat in het contract. Ontbreekt zij daar terwijl de gemeente niet elke soort gebruikt, dan is dat "
        "ook een bezwaar. Op dagen zonder contract zegt NL-105 het. Van vervoer telt ook het contract voor het segment "
        "van de drager. Bij een wijziging tellen alleen de dagen die erbij komen. De bevinding noemt wie volgens het "
        "register op al die dagen mag leveren."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection for each rule and kind of provider, with the added days under contracts of that kind only."""
    segment = policy.segment_of(decision.care.code)
    for each in unused_kinds(decision, care_file, policy):
        gemeente = policy.gemeenten.get(decision.gemeente, decision.gemeente)
        what = f"is {each.soort}" if each.soort else "heeft een contract zonder soort"
        yield Objection(
            text=(
                f"{opening(decision.care)}: aanbieder {decision.care.aanbieder} {what} {periods(each.days)}, maar "
                f"{gemeente} gebruikt voor segment {segment} alleen {join_words(sorted(each.rule.toegestaan))}."
                f"{advice_on_providers(decision, care_file, policy)}"
            ),
            path="aanbieder",
            values={"Aanbieder": decision.care.aanbieder, "Segment": segment or "", "Soort": each.soort},
            bron=each.rule.bron,
        )
