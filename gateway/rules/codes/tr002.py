"""TR002: nobody is older than 120 years."""

from collections.abc import Iterator
from typing import Final

from gateway.messages.common import whole
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import day_number, late_day_number, quote
from gateway.rules.parts.shared import WithBirth, birth_dates, dagtekening

card = Card(
    code="TR002",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO305", "WMO307", "WMO315"}),
    element="Client/Geboortedatum/Datum; Client/Relaties/Relatie/Geboortedatum/Datum",
    source="iWmo 3.2, technische regel TR002",
    statement=(
        "Een geboortedatum ligt hoogstens 120 jaar voor de Dagtekening, tenzij hij onbekend is (DatumGebruik "
        "3 en Datum 1900-01-01)."
    ),
    remedy="Verbeter de geboortedatum. Is hij onbekend: Datum 1900-01-01 met DatumGebruik 3.",
    whole_text=True,
    note=(
        "Precies 120 jaar mag. Er wordt gerekend met het jaartal en dezelfde maand en dag; 29 februari geeft "
        "dus geen probleem. Geldt ook voor relaties. Eigenaardigheid van de officiële controle, die wij volgen: "
        "zij kapt de Dagtekening eerst af op tien tekens, dus met witruimte ervoor of een jaar na 9999 vindt zij "
        "niets."
    ),
)

_120_YEARS: Final = 120_00_00


def check(message: WithBirth) -> Iterator[Fault]:
    """Yield every date of birth more than 120 years before Dagtekening."""
    dated = whole(message.header.bericht_identificatie).dagtekening
    today = late_day_number(dated)
    for given in birth_dates(message):
        born = whole(given)
        if day_number(born.datum) + _120_YEARS < today and not (
            born.datum_gebruik == "3" and born.datum == "1900-01-01"
        ):
            yield fault(
                born,
                f"Geboortedatum {quote(born.datum)} ligt meer dan 120 jaar voor Dagtekening {quote(dated)}.",
                {"Datum": born.datum},
                also_at=(dagtekening(message.header),),
            )
