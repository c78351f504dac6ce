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
    remedy=(
        "Leg bij het besluit vast dat de aanbieder instemt. Vroeg de aanbieder er zelf om, geef dan RedenWijziging 12 "
        "op."
    ),
    note=(
        "Er is geen signaal bij RedenWijziging 12 (geïnitieerd door de aanbieder), en als bij het besluit staat dat de "
        "aanbieder instemt. Zonder beleid zegt de standaard het zelf, van een totaal volume (Frequentie 6, OP298) en "
        "van het Budget (OP299); waar dit signaal komt, blijven die achterwege."
    ),
)


_BY_PROVIDER: Final = "12"


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection when the change lowers volume or Budget, unless the provider agrees or asked for it."""
    care, was = decision.care, decision.was
    if was is None or decision.verwijderd:
        return
    if decision.provider_consent is True or decision.reden_wijziging == _BY_PROVIDER:
        return
    pairs = {"volume": (was.volume, care.volume), "budget": (was.budget, care.budget)}
    lowered = {
        key: (before, after)
        for key, (before, after) in pairs.items()
        if before is not None and after is not None and after < before
    }
    if lowered:
        amounts = join_words([_amounts_text(key, *change) for key, change in lowered.items()])
        but = " Volgens het besluit stemt hij niet in." if decision.provider_consent is False else ""
        yield Objection(
            text=f"{opening(care)} gaat omlaag: {amounts}. Daar moet de aanbieder mee instemmen.{but}",
            path=next(iter(lowered)),
            values={key.capitalize(): str(after) for key, (_, after) in lowered.items()},
        )


def _amounts_text(key: str, before: int, after: int) -> str:
    """Return "volume van 9 naar 3" or "Budget van 900,00 naar 300,00 euro"."""
    if key == "volume":
        return f"volume van {before} naar {after}"
    return f"Budget van {before // 100},{before % 100:02} naar {after // 100},{after % 100:02} euro"
