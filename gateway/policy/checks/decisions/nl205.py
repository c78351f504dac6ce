"""NL-205: the provider of the carrier delivers the vervoer too."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.vervoer import carrier_of_another_provider
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-205",
    subject="vervoer",
    statement="Op elke dag van vervoer waarop er een drager loopt, loopt er een van dezelfde aanbieder.",
    remedy="Wijs het vervoer toe aan de aanbieder van de drager, of laat het eindigen waar die drager eindigt.",
    note=(
        "Lopen er dragers van meer aanbieders, dan is een van de aanbieder van het vervoer genoeg. Wordt over een "
        "drager besloten, dan gaat het om vervoer van een andere aanbieder dat die dagen nog geen drager had. Op dagen "
        "zonder drager zegt NL-203 het. Bij een wijziging tellen alleen de dagen die erbij komen."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each range of added days on which vervoer only has a carrier of another provider.

    Both ways: a decision on vervoer is held against the carriers, one on a carrier against the vervoer.
    """
    yield from carrier_of_another_provider(decision, care_file, policy)
