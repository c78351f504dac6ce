"""CD005: Postcode and LandCode go together."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.shared import addresses
from gateway.standard.lexical import filled

card = Card(
    code="CD005",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element=(
        "Client/Contactgegevens/Contact/Adres/LandCode; Client/Relaties/Relatie/Contact/Adres/LandCode; "
        "Client/Contactgegevens/Contact/Adres/Postcode; Client/Relaties/Relatie/Contact/Adres/Postcode"
    ),
    source="iWmo 3.2, conditie CD005",
    statement="Postcode en LandCode van een adres zijn allebei gevuld, of allebei niet.",
    remedy="Vul de ontbrekende van de twee aan, of laat ze allebei weg.",
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yield every address that has one of Postcode and LandCode without the other."""
    for adres in addresses(message):
        if filled(adres.postcode) != filled(adres.land_code):
            there, lacking = ("Postcode", "LandCode") if filled(adres.postcode) else ("LandCode", "Postcode")
            operands = {"Postcode": adres.postcode, "LandCode": adres.land_code}
            yield fault(
                adres,
                f"{there} {quote(operands[there])} is gevuld zonder {lacking}.",
                operands,
            )
