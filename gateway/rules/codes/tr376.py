"""TR376: an answer names the number of the claim."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo325
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.answered import claim_of
from gateway.standard.lexical import collapsed

card = Card(
    code="TR376",
    retourcode="",
    level=3,
    messages=frozenset({"WMO325"}),
    element="DeclaratieAntwoord/DeclaratieNummer",
    source="iWmo 3.2, technische regel TR376",
    statement="DeclaratieNummer is dat van de declaratie die wordt beantwoord.",
    remedy="Neem DeclaratieNummer over uit de declaratie.",
    note=(
        "Een antwoord zonder DeclaratieAntwoord noemt geen nummer. Op een WMO325 volgt geen retourbericht: de gemeente "
        "hoort het buiten het berichtenverkeer (OP090x2)."
    ),
)


def check(message: Wmo325, case: CaseFile) -> Iterator[Fault]:
    """Yield the answer when its number is another one; nothing where the claim isn't seen."""
    claim, antwoord = claim_of(case), message.declaratie_antwoord
    if claim is None or antwoord is None:
        return
    here, there = collapsed(antwoord.declaratie_nummer), collapsed(claim.declaratie.declaratie_nummer)
    if here != there:
        yield fault(
            antwoord,
            f"De declaratie heeft DeclaratieNummer {quote(there)}; het antwoord noemt {quote(here)}.",
            {"DeclaratieNummer": antwoord.declaratie_nummer},
        )
