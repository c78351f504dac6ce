"""TR071: a start that was stopped can't be removed."""

from collections.abc import Iterator

from gateway.messages.kinds.start import Wmo305
from gateway.rules import words
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.reported import removes, start_of

card = Card(
    code="TR071",
    retourcode="9071",
    level=3,
    messages=frozenset({"WMO305"}),
    element="Client/StartProducten/StartProduct/StatusAanlevering",
    source="iWmo 3.2, technische regel TR071",
    statement=(
        "Een start wordt niet verwijderd (StatusAanlevering 3) zolang er een stop met dezelfde "
        "ToewijzingNummer, Product en Begindatum staat."
    ),
    remedy="Verwijder eerst de stop (WMO307 met StatusAanlevering 3), en daarna de start.",
    note=(
        "Ook een tijdelijke stop (20) telt; de bron maakt daarvoor geen uitzondering. Een verwijderde stop "
        "telt niet meer."
    ),
)


def check(message: Wmo305, case: CaseFile) -> Iterator[Fault]:
    """Yield every removal of a start that a standing stop refers to."""
    stops = {stop.start: stop for stop in case.stops}
    for product in message.client.start_producten:
        if removes(product) and (stop := stops.get(start_of(product))) is not None:
            yield fault(
                product,
                f"De start is al gestopt: {words.stop(stop)}. Eerst moet die stop weg.",
                {"StatusAanlevering": product.status_aanlevering},
            )
