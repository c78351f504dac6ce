"""TR134: dates that tell what happened don't lie after Dagtekening."""

from collections.abc import Iterator

from gateway.messages.common import Node
from gateway.messages.kinds.declaratie import Wmo323, Wmo325
from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import day_number, late_day_number, quote
from gateway.rules.parts.claim import ClaimMessage, periods
from gateway.rules.parts.shared import WithBirth, birth_dates, dagtekening

card = Card(
    code="TR134",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO305", "WMO307", "WMO315", "WMO323", "WMO325"}),
    element=(
        "Client/Geboortedatum/Datum; Client/Relaties/Relatie/Geboortedatum/Datum; "
        "Client/ToegewezenProducten/ToegewezenProduct/Toewijzingsdatum; "
        "Client/StartProducten/StartProduct/Begindatum; Client/StopProducten/StopProduct/Einddatum; "
        "Declaratie/DeclaratiePeriode/Begindatum; "
        "Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Begindatum; "
        "DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Begindatum"
    ),
    source="iWmo 3.2, technische regel TR134",
    statement=(
        "Een geboortedatum, de Toewijzingsdatum (301), de Begindatum van een start (305), de Einddatum van "
        "een stop (307) en de Begindatum van een declaratie- of productperiode (323, 325) liggen niet na de "
        "Dagtekening van het bericht. Dezelfde dag mag."
    ),
    remedy=(
        "Verbeter de datum, of stuur het bericht pas als de dag er is. Staat er witruimte voor de "
        "Dagtekening? Haal die weg: de officiële controle keurt dan elke datum af."
    ),
    note=(
        "Eigenaardigheid van de officiële controle, die wij volgen: zij vergelijkt de datums als getallen "
        "zonder streepjes en kapt de Dagtekening eerst af op tien tekens. Met witruimte ervoor blijft er een "
        "te klein getal over en valt elke datum af; ook jaren voor 1 of na 9999 vergelijkt zij verkeerd. De "
        "Begindatum van een stop (zie TR018), de Ingangsdatum en de ToewijzingIngangsdatum mogen in de "
        "toekomst liggen."
    ),
)


def check(message: WithBirth | ClaimMessage) -> Iterator[Fault]:
    """Yield every date that lies after Dagtekening."""
    dag = message.header.bericht_identificatie.dagtekening
    limit = late_day_number(dag)
    for at, name, text in _dates(message):
        if day_number(text) > limit:
            yield fault(
                at,
                f"{name} {quote(text)} ligt na Dagtekening {quote(dag)}.",
                {name: text},
                also_at=(dagtekening(message.header),),
            )


def _dates(message: WithBirth | ClaimMessage) -> Iterator[tuple[Node, str, str]]:
    if isinstance(message, (Wmo323, Wmo325)):
        for periode, _ in periods(message):
            yield periode, "Begindatum", periode.begindatum
        return
    for born in birth_dates(message):
        yield born, "Datum", born.datum
    if isinstance(message, Wmo305):
        for start in message.client.start_producten:
            yield start, "Begindatum", start.begindatum
    elif isinstance(message, Wmo307):
        for stop in message.client.stop_producten:
            yield stop, "Einddatum", stop.einddatum
    elif isinstance(message, Wmo301):
        for assigned in message.client.toegewezen_producten:
            yield assigned, "Toewijzingsdatum", assigned.toewijzingsdatum
