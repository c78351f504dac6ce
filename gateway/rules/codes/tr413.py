"""TR413: a temporary stop isn't followed by another."""

from collections.abc import Iterator

from gateway.messages.kinds.stop import Wmo307
from gateway.rules import words
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.stopped import stops_in_turn

card = Card(
    code="TR413",
    retourcode="9413",
    level=3,
    messages=frozenset({"WMO307"}),
    element="Client/StopProducten/StopProduct/RedenBeeindiging",
    source="iWmo 3.2, technische regel TR413",
    statement=(
        "Na een tijdelijke stop (RedenBeeindiging 20) is de volgende stop van dezelfde levering niet weer tijdelijk."
    ),
    remedy=(
        "Is de zorg hervat, stuur dan eerst een start. Was de datum van de tijdelijke stop verkeerd, "
        "verwijder hem dan en stuur de juiste; dat mag in één bericht."
    ),
    note=(
        "Dezelfde levering is: hetzelfde ToewijzingNummer en dezelfde Begindatum. Zonder ToewijzingNummer "
        "nemen wij het Product erbij, want anders zouden twee taakgerichte producten met dezelfde Begindatum "
        "elkaar in de weg zitten. Verwijderingen in hetzelfde bericht gaan voor (IV008); meer stops in één "
        "bericht volgen elkaar op Einddatum, op één dag de tijdelijke voor de definitieve."
    ),
)


def check(message: Wmo307, case: CaseFile) -> Iterator[Fault]:
    """Yield every temporary stop of a delivery that has one."""
    for product, stop, before in stops_in_turn(message, case):
        if stop.is_temporary and before.temporary is not None:
            yield fault(
                product,
                f"Deze levering heeft al een tijdelijke stop: {words.stop(before.temporary)}.",
                {"RedenBeeindiging": product.reden_beeindiging},
            )
