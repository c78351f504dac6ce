"""TR063: only what was delivered can be removed."""

from collections.abc import Iterator

from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.rules import words
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.reported import REMOVAL, removes, start_of, start_products, stop_of, stop_products

card = Card(
    code="TR063",
    retourcode="9063",
    level=3,
    messages=frozenset({"WMO305", "WMO307"}),
    element=(
        "Client/StartProducten/StartProduct/StatusAanlevering; Client/StopProducten/StopProduct/StatusAanlevering"
    ),
    source="iWmo 3.2, technische regel TR063",
    statement=(
        "Een start of stop met StatusAanlevering 3 verwijdert een eerdere aanlevering voor deze cliënt met "
        "dezelfde sleutel. Sleutel van een start: ToewijzingNummer, Product en Begindatum; van een stop ook "
        "RedenBeeindiging en Einddatum."
    ),
    remedy=(
        "Neem de sleutel precies zo over als in de aanlevering die weg moet. Is die al verwijderd, dan hoeft er niets."
    ),
    note=(
        "Wat al eens verwijderd is en wat in een afgekeurd bericht stond, geldt als nooit gestuurd (OP033, "
        "OP286). Gezocht wordt tussen deze aanbieder en deze gemeente. Nummers en datums worden als waarde "
        "vergeleken: 101 is 0101; een deel van de sleutel dat ontbreekt, past alleen bij ontbreken."
    ),
)


def check(message: Wmo305 | Wmo307, case: CaseFile) -> Iterator[Fault]:
    """Yield every removal of what doesn't stand."""
    starts, stops = frozenset(case.starts), frozenset(case.stops)
    for started in start_products(message):
        if removes(started) and (start := start_of(started)) not in starts:
            yield fault(started, f"Er staat geen start om te verwijderen: {words.start(start)}.", _STATUS)
    for stopped in stop_products(message):
        if removes(stopped) and (stop := stop_of(stopped)) not in stops:
            yield fault(stopped, f"Er staat geen stop om te verwijderen: {words.stop(stop)}.", _STATUS)


_STATUS = {"StatusAanlevering": REMOVAL}
