"""NL-604: volume or Budget is lowered only when the provider agrees."""

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
    """Yield one objection when the change lowers the volume, the Budget or both, unless RedenWijziging says that the
    provider asked for it.
    """
    care, was = decision.care, decision.was
    if was is None or decision.verwijderd or decision.reden_wijziging == _BY_PROVIDER:
        return
    pairs = {"volume": (was.volume, care.volume), "budget": (was.budget, care.budget)}
    lowered = {
        key: (before, after)
        for key, (before, after) in pairs.items()
        if before is not None and after is not None and after < before
    }
    if lowered:
        lowered_list = join_words([f"{key} van {before} naar {after}" for key, (before, after) in lowered.items()])
        yield Objection(
            text=f"{opening(care)} gaat omlaag: {lowered_list}. Daar moet de aanbieder mee instemmen.",
            path=next(iter(lowered)),
            values={key.capitalize(): str(after) for key, (_, after) in lowered.items()},
        )
