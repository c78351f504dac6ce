"""TR074: what stands isn't delivered once more."""

from collections.abc import Iterator

from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.rules import words
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.reported import delivered_starts, delivered_stops, start_key, starts_left, stop_key, stops_left

card = Card(
    code="TR074",
    retourcode="9074",
    level=3,
    messages=frozenset({"WMO305", "WMO307"}),
    element=(
        "Client/StartProducten/StartProduct/StatusAanlevering; Client/StopProducten/StopProduct/StatusAanlevering"
    ),
    source="iWmo 3.2, technische regel TR074",
    statement=(
        "Een eerste aanlevering (StatusAanlevering 1) heeft een sleutel die nog niet is aangeleverd. Sleutel "
        "van een start: ToewijzingNummer, Product en Begindatum; van een stop ook RedenBeeindiging en "
        "Einddatum."
    ),
    remedy=(
        "Stuur wat al gemeld is niet nog eens. Klopt er iets niet aan, verwijder het dan eerst (StatusAanlevering 3)."
    ),
    note=(
        "Een aanlevering die verwijderd is, ook in hetzelfde bericht, en wat in een afgekeurd bericht stond, "
        "geldt als nooit gestuurd (OP033, OP286, IV008). Dubbelen binnen het bericht vallen onder TR101. "
        "StatusAanlevering hoort niet bij de sleutel."
    ),
)


def check(message: Wmo305 | Wmo307, case: CaseFile) -> Iterator[Fault]:
    """Yield every first delivery of what stands already."""
    starts, stops = frozenset(starts_left(message, case)), frozenset(stops_left(message, case))
    for started, start in delivered_starts(message):
        if start in starts:
            yield fault(started, f"Deze start is al gemeld: {words.start(start)}.", start_key(started))
    for stopped, stop in delivered_stops(message):
        if stop in stops:
            yield fault(stopped, f"Deze stop is al gemeld: {words.stop(stop)}.", stop_key(stopped))
