"""NL-203: vervoer has a carrier on each of its days."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.vervoer import without_carrier
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-203",
    subject="vervoer",
    statement="Op elke dag van vervoer loopt een toewijzing waar vervoer bij kan worden toegewezen: een drager.",
    remedy="Wijs eerst de drager toe, of laat het vervoer beginnen en eindigen met zijn dragers.",
    note=(
        "Dragers kunnen elkaar opvolgen; een dag ertussen telt als dag zonder drager. Een verlenging van een drager "
        "draagt ook. Vervoer zonder Einddatum naast dragers met een Einddatum is daarna zonder drager. Bij een "
        "wijziging tellen alleen de dagen die erbij komen. Wie de drager levert, zegt NL-205; wat er gebeurt als een "
        "drager wegvalt, NL-603."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection that lists all added days of vervoer without a carrier."""
    yield from without_carrier(decision, care_file, policy)
