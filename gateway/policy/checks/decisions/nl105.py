"""NL-105: the provider has a contract for the segment on all days of the assignment."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.concurrent_care import is_vervoer
from gateway.policy.care.contracts import advice_on_providers, uncovered_days
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import opening, periods

card = Card(
    code="NL-105",
    subject="contract",
    statement="De aanbieder heeft op alle dagen van de toewijzing een contract voor het segment van het product.",
    remedy=(
        "Kies een aanbieder die op deze dagen een contract voor dit segment heeft, laat de toewijzing binnen het "
        "contract vallen, of laat het contract in het register zetten als het er wel is."
    ),
    note=(
        "Houdt de gemeente in de gateway geen contracten bij, dan wordt hierop niet getoetst. Een toewijzing zonder "
        "Einddatum die onder een contract begint, mag daarna doorlopen: het eind van het contract is dan reden voor "
        "een Einddatum. Bij een wijziging tellen alleen de dagen die erbij komen. De bevinding noemt wie volgens het "
        "register op al die dagen mag leveren; van vervoer is dat een aanbieder van de drager."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection that lists all added days without a contract."""
    care = decision.care
    segment = policy.segment_of(care.code)
    uncovered = uncovered_days(decision, care_file, policy)
    if segment is not None and uncovered:
        target = f"segment {segment}{' of dat van de drager' if is_vervoer(care, policy) else ''}"
        yield Objection(
            text=(
                f"{opening(care)}: aanbieder {care.aanbieder} heeft voor {target} geen contract {periods(uncovered)}."
                f"{advice_on_providers(decision, care_file, policy)}"
            ),
            path="aanbieder",
            values={"Aanbieder": care.aanbieder, "Segment": segment},
        )
