"""CS089: a Dutch Postcode has the Dutch form."""

import re
from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of, quote
from gateway.rules.parts.shared import addresses

card = Card(
    code="CS089",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element="Client/Contactgegevens/Contact/Adres/Postcode; Client/Relaties/Relatie/Contact/Adres/Postcode",
    source="iWmo 3.2, constraint CS089",
    statement=("Bij LandCode NL is de Postcode vier cijfers (de eerste geen 0) en twee letters, zonder spatie."),
    remedy="Schrijf de postcode als 5911AB, of verbeter de LandCode.",
    note=(
        "Eigenaardigheden van de officiële controle, die wij volgen: een ontbrekende Postcode is ook fout "
        "(samen met CD005), kleine letters mogen, en de nooit uitgegeven combinaties SA, SD en SS mogen ook. "
        "Witruimte wordt niet weggelaten voor de vergelijking."
    ),
)

_DUTCH = re.compile(r"[1-9][0-9]{3}[A-Za-z]{2}")


def check(message: Wmo301) -> Iterator[Fault]:
    """Yield every Dutch address whose Postcode isn't Dutch."""
    for adres in addresses(message):
        if one_of(adres.land_code, ("NL",)) and _DUTCH.fullmatch(adres.postcode or "") is None:
            yield fault(
                adres,
                f"Postcode {quote(adres.postcode)} heeft niet de vorm van een Nederlandse postcode.",
                {"Postcode": adres.postcode, "LandCode": adres.land_code},
            )
