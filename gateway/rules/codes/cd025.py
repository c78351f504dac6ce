"""CD025: a Dutch address has a house number."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of
from gateway.rules.parts.shared import addresses
from gateway.standard.lexical import filled

card = Card(
    code="CD025",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element="Client/Contactgegevens/Contact/Adres/Huis; Client/Relaties/Relatie/Contact/Adres/Huis",
    source="iWmo 3.2, conditie CD025",
    statement="Een adres met LandCode NL heeft een huisnummer.",
    remedy="Vul Huis met ten minste het huisnummer; 0 mag als er geen nummer is.",
    note=(
        "De regel spreekt van Huis, de officiële controle kijkt naar Huisnummer daarin. Dat is verplicht in "
        "Huis, dus het komt op hetzelfde neer."
    ),
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yield every Dutch address without house number."""
    for adres in addresses(message):
        if one_of(adres.land_code, ("NL",)) and not (adres.huis and filled(adres.huis.huisnummer)):
            yield fault(
                adres,
                "Bij een adres met LandCode NL ontbreekt het huisnummer.",
                {"LandCode": adres.land_code, "Huis/Huisnummer": adres.huis and adres.huis.huisnummer},
            )
