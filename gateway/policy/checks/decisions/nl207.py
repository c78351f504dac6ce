"""NL-207: a product is assigned once to a provider for the same days."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.stacking import same_product_twice
from gateway.policy.care_file import CareFile, Decision
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
    yield from same_product_twice(decision, care_file, policy)
