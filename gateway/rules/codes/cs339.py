"""CS339: what is counted in euros amounts to its number of euros."""

from collections.abc import Iterator

from gateway.messages.common import whole
from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import differ, one_of, quote
from gateway.rules.parts.claim import EUROS, describe, prestaties

card = Card(
    code="CS339",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/IngediendBedrag",
    source="iWmo 3.2, constraint CS339",
    statement="Bij Eenheid 83 (euro’s) is het ingediende bedrag gelijk aan GeleverdVolume.",
    remedy="Maak Bedrag en GeleverdVolume gelijk, of kies de Eenheid waarin is geleverd.",
    whole_text=True,
    note=(
        "Eigenaardigheid van de officiële controle, die wij volgen: een getal met een plusteken kan zij niet "
        "lezen, en wat niet te lezen is, is nergens ongelijk aan; er is dan geen bevinding."
    ),
)


def check(message: Wmo323) -> Iterator[Fault]:
    """Yield every Prestatie in euros whose amount is another number than its volume."""
    for prestatie in prestaties(message):
        volume, bedrag = whole(prestatie).geleverd_volume, whole(prestatie.ingediend_bedrag).bedrag
        if one_of(prestatie.eenheid, EUROS) and differ(volume, bedrag):
            yield fault(
                prestatie,
                f"Bedrag {quote(bedrag)} van {describe(prestatie)} is niet GeleverdVolume {quote(volume)}, terwijl de "
                "Eenheid euro’s is.",
                {"IngediendBedrag/Bedrag": bedrag, "GeleverdVolume": volume},
            )
