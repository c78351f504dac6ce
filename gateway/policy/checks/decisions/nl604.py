"""NL-604: the provider agrees when volume or Budget is lowered."""

from collections.abc import Iterator
from typing import Final

from gateway.policy.card import Card, Objection
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import join_words, opening

card = Card(
    code="NL-604",
    subject="wijzigen",
    statement=("Volume of Budget wordt op initiatief van de gemeente alleen met instemming van de aanbieder verlaagd."),
    remedy=("Leg vast dat de aanbieder instemt. Vroeg de aanbieder er zelf om, geef dan RedenWijziging 12 op."),
    note=(
        "Bij RedenWijziging 12 (geïnitieerd door de aanbieder) is er geen signaal. Of de aanbieder anders heeft "
        "ingestemd, weet de gateway niet."
    ),
)


_BY_PROVIDER: Final = "12"


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection when the change lowers the volume, the Budget or both, unless the provider asked for it."""
    care, was = decision.care, decision.was
    if was is None or decision.verwijderd or decision.reden_wijziging == _BY_PROVIDER:
        return
    pairs = {"volume": (was.volume, care.volume), "budget": (was.budget, care.budget)}
    lowered = {
        naam: (old_value, new_value)
        for naam, (old_value, new_value) in pairs.items()
        if old_value is not None and new_value is not None and new_value < old_value
    }
    if lowered:
        lowered_text = join_words(
            [f"{naam} van {old_value} naar {new_value}" for naam, (old_value, new_value) in lowered.items()]
        )
        yield Objection(
            text=f"{opening(care)} gaat omlaag: {lowered_text}. Daar moet de aanbieder mee instemmen.",
            path=next(iter(lowered)),
            values={naam.capitalize(): str(new_value) for naam, (_, new_value) in lowered.items()},
        )
