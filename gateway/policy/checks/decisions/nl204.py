"""NL-204: a person looks at vervoer beside care that doesn't carry it, even when a carrier runs too."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.stacking import vervoer_beside_carried_care
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-204",
    subject="vervoer",
    statement="Vervoer loopt niet naast zorg waar het volgens de tekst niet naast mag, ook niet naast een drager.",
    remedy="Ga na of het vervoer voor de drager is bedoeld; dan kan het zo blijven.",
    note=(
        "De tekst verbiedt dit vervoer zonder meer, terwijl elke zorg apart wel naast de drager mag. Daarom is het op "
        "dagen met een drager een signaal; op dagen zonder drager is het verboden (NL-203, NL-201)."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each other assignment and each range of added days on which a carrier runs."""
    yield from vervoer_beside_carried_care(decision, care_file, policy)
