"""NL-206: a traject and its own extension or extra work don't run on the same day."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.stacking import traject_beside_its_own
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-206",
    subject="stapeling",
    statement="Een traject en zijn eigen verlenging of meerwerk lopen op geen enkele dag naast elkaar.",
    remedy=(
        "Laat de verlenging of het meerwerk beginnen op de dag na het traject, of het traject eindigen op de dag "
        "ervoor."
    ),
    note=(
        "Het gaat om de producten die bij elkaar horen, bij welke aanbieder ook. Bij een wijziging tellen alleen de "
        "dagen die erbij komen."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each other assignment and each range of added days on which both run."""
    yield from traject_beside_its_own(decision, care_file, policy)
