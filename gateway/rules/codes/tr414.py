"""TR414: a later stop doesn't end sooner."""

from collections.abc import Iterator

from gateway.messages.kinds.stop import Wmo307
from gateway.rules import words
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.stopped import stops_in_turn

card = Card(
    code="TR414",
    retourcode="9414",
    level=3,
    messages=frozenset({"WMO307"}),
    element="Client/StopProducten/StopProduct/Einddatum",
    source="iWmo 3.2, technische regel TR414",
    statement=("Een volgende stop van dezelfde levering heeft een Einddatum op of na die van de stop die al staat."),
    remedy="Neem een Einddatum op of na die van de eerdere stop, of verwijder eerst de eerdere stop.",
    note=(
        "De regel noemt geen StatusAanlevering; een verwijdering herhaalt de sleutel en wordt niet "
        "beoordeeld. Dezelfde dag mag. Dezelfde levering is: hetzelfde ToewijzingNummer en dezelfde "
        "Begindatum. Zonder ToewijzingNummer nemen wij het Product erbij, want anders zouden twee "
        "taakgerichte producten met dezelfde Begindatum elkaar in de weg zitten. Verwijderingen in hetzelfde "
        "bericht gaan voor (IV008); meer stops in één bericht volgen elkaar op Einddatum, op één dag de "
        "tijdelijke voor de definitieve."
    ),
)


def check(message: Wmo307, case: CaseFile) -> Iterator[Fault]:
    """Yield every stop that ends before a standing one of the same delivery."""
    for product, stop, before in stops_in_turn(message, case):
        if before.last is not None and stop.einddatum < before.last.einddatum:
            yield fault(
                product,
                f"Einddatum {stop.einddatum} ligt voor die van de eerdere stop: {words.stop(before.last)}.",
                {"Einddatum": product.einddatum},
            )
