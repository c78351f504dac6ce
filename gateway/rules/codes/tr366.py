"""TR366: a Prestatie in an answer is one of the claim."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo325
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.answered import copies
from gateway.rules.parts.claim import describe

card = Card(
    code="TR366",
    retourcode="9366",
    level=3,
    messages=frozenset({"WMO325"}),
    element="DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie/ProductReferentie",
    source="iWmo 3.2, technische regel TR366",
    statement="Elke prestatie in het antwoord staat met dezelfde nummers in de declaratie die wordt beantwoord.",
    remedy="Neem ReferentieNummer en VorigReferentieNummer over uit de declaratie.",
    note=(
        "Er is een retourcode, maar geen bericht om haar in te sturen: op een WMO325 volgt geen retourbericht, en de "
        "gemeente hoort het buiten het berichtenverkeer (OP090x2)."
    ),
)


def check(message: Wmo325, case: CaseFile) -> Iterator[Fault]:
    """Yield every Prestatie that the claim doesn't have; nothing where the claim isn't seen."""
    for copy in copies(message, case):
        if copy.claimed is None:
            reference = copy.prestatie.product_referentie
            text = f"De declaratie die wordt beantwoord heeft geen {describe(copy.prestatie)}"
            if reference.vorig_referentie_nummer is not None:
                text += f" met vorig nummer {quote(reference.vorig_referentie_nummer)}"
            yield fault(
                copy.prestatie,
                f"{text}.",
                {
                    "ProductReferentie/ReferentieNummer": reference.referentie_nummer,
                    "ProductReferentie/VorigReferentieNummer": reference.vorig_referentie_nummer,
                },
            )
