"""NL-105: the provider has a contract for the segment on all days of the assignment."""

from collections.abc import Iterator
from datetime import date

from gateway.policy.card import Card, Objection
from gateway.policy.care.concurrent_care import is_vervoer
from gateway.policy.care.contracts import coverages
from gateway.policy.care.days import added_days, subtract
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import opening, periods

card = Card(
    code="NL-105",
    subject="contract",
    statement="De aanbieder heeft op alle dagen van de toewijzing een contract voor het segment van het product.",
    remedy=(
        "Kies een aanbieder met een contract voor dit segment, laat de toewijzing binnen het contract vallen, of leg "
        "het contract vast als het er wel is."
    ),
    note=(
        "Houdt de gemeente in de gateway geen contracten bij, dan wordt hierop niet getoetst. Een toewijzing zonder "
        "Einddatum die onder een contract begint, mag daarna doorlopen: het eind van het contract is dan reden voor "
        "een Einddatum. Bij een wijziging tellen alleen de dagen die erbij komen."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection that lists all added days without a contract."""
    care = decision.care
    segment = policy.segment_of(care.code)
    if care_file.contracts is None or segment is None:
        return
    covered = [day_range for each in coverages(care, care_file, policy) for day_range in each.days]
    uncovered = [
        part
        for day_range in added_days(decision)
        for part in subtract(day_range, covered)
        if part[1] != date.max or part[0] == day_range[0]
    ]
    if uncovered:
        target = f"segment {segment}{' of dat van de drager' if is_vervoer(care, policy) else ''}"
        yield Objection(
            text=(
                f"{opening(care)}: aanbieder {care.aanbieder} heeft voor {target} geen contract {periods(uncovered)}."
            ),
            path="aanbieder",
            values={"Aanbieder": care.aanbieder, "Segment": segment},
        )
