"""GW001: care that is reported lies within the assigned period."""

from collections.abc import Iterator, Mapping

from gateway.messages.kinds.start import StartProduct, Wmo305
from gateway.messages.kinds.stop import StopProduct, Wmo307
from gateway.rules.card import BEYOND, Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.rules.parts.assigned import assigned
from gateway.rules.reported import delivered
from gateway.standard.lexical import as_date

card = Card(
    code="GW001",
    retourcode="",
    level=BEYOND,
    messages=frozenset({"WMO305", "WMO307"}),
    element=(
        "Client/StartProducten/StartProduct/Begindatum; Client/StopProducten/StopProduct/Begindatum; "
        "Client/StopProducten/StopProduct/Einddatum"
    ),
    source="Signaal GW001 van deze gateway",
    statement=(
        "Begindatum van een start, en Begindatum en Einddatum van een stop, liggen in de periode van de toewijzing. De "
        "eerste en de laatste dag horen daarbij."
    ),
    remedy=(
        "Leg het bericht naast de toewijzing. Klopt de periode niet, dan wijzigt de gemeente de toewijzing of "
        "kent zij een nieuwe toe; klopt de melding niet, dan verwijdert de aanbieder haar en levert hij haar "
        "opnieuw aan."
    ),
    note=(
        "Dit is geen regel van de standaard, maar een signaal van deze gateway. Afkeuren kan niet: er is geen "
        "retourcode voor, een start- of stopbericht is geen voorwaarde om te declareren (OP364), en er mag alleen "
        "worden afgekeurd op wat de aanbieder kon weten (OP095), terwijl een WMO301 met een andere Einddatum het "
        "bericht kan hebben gekruist. De periode is die van de laatste versie van de toewijzing. Van een verwijderde "
        "toewijzing is geen periode meer over; zij wordt hier niet beoordeeld, net zo min als een verwijdering "
        "(StatusAanlevering 3)."
    ),
)


def check(message: Wmo305 | Wmo307, case: CaseFile, outside: Outside) -> Iterator[Fault]:
    """Yield every date of a start or stop that lies outside the assigned period."""
    for product in delivered(message):
        toewijzing = assigned(product, case)
        if toewijzing is None or toewijzing.verwijderd:
            continue
        first, last = toewijzing.ingangsdatum, toewijzing.einddatum
        runs = f"vanaf {first}" if last is None else f"van {first} tot en met {last}"
        for element, text in _dates(product).items():
            day = as_date(text)
            if day < first or (last is not None and day > last):
                where = "voor" if day < first else "na"
                yield fault(
                    product,
                    f"{element} {day} ligt {where} de toegewezen periode: "
                    f"toewijzing {toewijzing.toewijzing_nummer} loopt {runs}.",
                    {element: text},
                )


def _dates(product: StartProduct | StopProduct) -> Mapping[str, str]:
    if isinstance(product, StartProduct):
        return {"Begindatum": product.begindatum}
    return {"Begindatum": product.begindatum, "Einddatum": product.einddatum}
