"""NL-203: vervoer has a carrier on each of its days."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.concurrent_care import carriers_in, is_vervoer, request_path
from gateway.policy.care.days import added_days, running_days, subtract
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import describe_with_provider, join_words, opening, periods

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
    care = decision.care
    if not is_vervoer(care, policy):
        return
    found = carriers_in(care_file.care, policy)
    carried = [running_days(each) for each in found]
    days = [part for day_range in added_days(decision) for part in subtract(day_range, carried)]
    if not days:
        return
    beside_it = [each for each in found if care.overlap(each)]
    hint = (
        f" Drager is wel: {join_words([describe_with_provider(each, care) for each in beside_it])}."
        if beside_it
        else ""
    )
    carrier_segments = sorted(each.id for each in policy.segmenten.values() if each.drager)
    yield Objection(
        text=f"{opening(care)} heeft geen drager (segment {join_words(carrier_segments, 'of')}) {periods(days)}.{hint}",
        path=request_path(decision),
        betreft=tuple(each.nummer for each in beside_it if each.nummer is not None),
    )
