"""TR415: a final stop is the last."""

from collections.abc import Iterator

from gateway.messages.kinds.stop import Wmo307
from gateway.rules import words
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.stopped import stops_in_turn
from gateway.rules.reported import stop_key

card = Card(
    code="TR415",
    retourcode="9415",
    level=3,
    messages=frozenset({"WMO307"}),
    element="Client/StopProducten/StopProduct",
    source="iWmo 3.2, technische regel TR415",
    statement=(
        "Na een definitieve stop (RedenBeeindiging anders dan 20) komt er geen stop meer van dezelfde levering."
    ),
    remedy=(
        "Was de definitieve stop verkeerd, verwijder hem dan (StatusAanlevering 3) en stuur de juiste; dat "
        "mag in één bericht."
    ),
    note=(
        "Dezelfde levering is: hetzelfde ToewijzingNummer en dezelfde Begindatum. Zonder ToewijzingNummer "
        "nemen wij het Product erbij, want anders zouden twee taakgerichte producten met dezelfde Begindatum "
        "elkaar in de weg zitten. Verwijderingen in hetzelfde bericht gaan voor (IV008); meer stops in één "
        "bericht volgen elkaar op Einddatum, op één dag de tijdelijke voor de definitieve."
    ),
)


def check(message: Wmo307, case: CaseFile) -> Iterator[Fault]:
    """Yield every stop of a delivery that has a final one."""
    for product, _, before in stops_in_turn(message, case):
        if before.final is not None:
            yield fault(
                product,
                f"Deze levering heeft al een definitieve stop: {words.stop(before.final)}.",
                stop_key(product),
            )
