"""NL-204: a person looks at vervoer beside care that doesn't carry it, even when a carrier runs too."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.concurrent_care import carriers_in, concurrence_objection, pairs_with
from gateway.policy.care.days import intersect, running_days
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Permission, Policy
from gateway.policy.words import describe, join_words

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
    for pair in pairs_with(decision, care_file, policy, Permission.MET_DRAGER):
        carriers = carriers_in((decision.care, *care_file.care), policy)
        for day_range in pair.days:
            for days in intersect(day_range, map(running_days, carriers)):
                names = join_words([describe(each) for each in carriers if intersect(days, [running_days(each)])])
                reason = (
                    f"Volgens de tekst gaat niet samen: {pair.segmenten} ({pair.bron}). Er is wel een drager: {names}"
                )
                yield concurrence_objection(decision, pair.other, days, reason, pair.bron)
