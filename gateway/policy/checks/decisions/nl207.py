"""NL-207: a product is assigned once to a provider for the same days."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.concurrent_care import concurrence_objection, is_same_product, running_beside
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-207",
    subject="stapeling",
    statement=(
        "Hetzelfde product is voor een cliënt niet twee keer aan dezelfde aanbieder toegewezen voor dezelfde dagen. "
        "Hetzelfde product is: dezelfde categorie en code; heeft een van de twee geen code, dan dezelfde categorie; "
        "heeft een van de twee geen product, dan elk product."
    ),
    remedy="Verander de lopende toewijzing, laat haar eerst eindigen, of verwijder haar.",
    note=(
        "Als TR302, maar over alle toewijzingen die er staan en niet alleen die in een bericht. De categorieën 11 tot "
        "en met 14 zijn vrijgesteld. Zorg die is gestopt telt tot en met de dag van de stop. Bij een wijziging tellen "
        "alleen de dagen die erbij komen."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each other assignment and each range of added days on which both run."""
    for other, day_ranges in running_beside(decision, care_file):
        if is_same_product(decision.care, other):
            for days in day_ranges:
                reason = (
                    f"Dat is twee keer hetzelfde product bij aanbieder {other.aanbieder}{_why(decision.care, other)}"
                )
                yield concurrence_objection(decision, other, days, reason)


def _why(one: Care, other: Care) -> str:
    """Return why two assignments count as one product when their codes differ (Dutch); "" when they are equal."""
    if one.categorie is None or other.categorie is None:
        return ": zonder product telt een toewijzing als elk product (TR302)"
    if one.code is None or other.code is None:
        return f": zonder code telt een toewijzing als elk product van categorie {other.categorie} (TR302)"
    return ""
