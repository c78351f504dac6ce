"""TR315: a debit is taken back once in a claim."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.fault import Fault, together
from gateway.rules.kit import clashes, quote
from gateway.rules.parts.claim import prestaties

card = Card(
    code="TR315",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductReferentie/VorigReferentieNummer",
    source="iWmo 3.2, technische regel TR315",
    statement="Een VorigReferentieNummer komt in een declaratie maar één keer voor, ook over cliënten heen.",
    remedy="Crediteer een prestatie één keer; laat de dubbele creditering weg.",
    note=(
        "Eigenaardigheid van de officiële controle, die wij volgen: zij vergelijkt de eerste van twee zoals hij er "
        "staat met de tweede zonder witruimte eromheen. “A1” en daarna “A1␣” is dus dubbel, twee keer “A1␣” niet. "
        "Zij meldt elk paar; wij melden elk dubbel nummer één keer, op de laatste prestatie met dat nummer."
    ),
)

_NUMBER = ("ProductReferentie", "VorigReferentieNummer")


def check(message: Wmo323) -> Iterator[Fault]:
    """Yield every VorigReferentieNummer that more than one Prestatie has."""
    given = [
        (prestatie, former)
        for prestatie in prestaties(message)
        if (former := prestatie.product_referentie.vorig_referentie_nummer) is not None
    ]
    for former, group in clashes((prestatie for prestatie, _ in given), (former for _, former in given)):
        yield together(
            [*group],
            f"{len(group)} prestaties hebben VorigReferentieNummer {quote(former)}.",
            {"VorigReferentieNummer": former},
            _NUMBER,
        )
