"""OP289: care begins again after it stopped, not before."""

from collections.abc import Hashable, Iterator

from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.rules import words
from gateway.rules.card import BEYOND, Card
from gateway.rules.case import CaseFile, Stop
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.rules.parts.restarted import care_key, latest_starts, restart_after
from gateway.rules.parts.stopped import stops_in_turn
from gateway.rules.reported import delivered_starts, starts_left

card = Card(
    code="OP289",
    retourcode="",
    level=BEYOND,
    messages=frozenset({"WMO305", "WMO307"}),
    element="Client/StartProducten/StartProduct/Begindatum; Client/StopProducten/StopProduct/Einddatum",
    source="iWmo 3.2, bedrijfsregel OP289",
    statement=(
        "Van een toewijzing loopt op elke dag hoogstens een start: zorg die is gestopt, tijdelijk of definitief, "
        "begint niet opnieuw voor de Einddatum van die stop."
    ),
    remedy=(
        "Stem af welke dagen kloppen; de aanbieder verwijdert dan het bericht dat niet klopt "
        "(StatusAanlevering 3) en levert het opnieuw aan."
    ),
    note=(
        "Dit is geen genummerde technische regel, maar een bedrijfsregel zonder retourcode: een signaal, dat niets "
        "afkeurt. Opnieuw beginnen op de Einddatum "
        "van de stop mag. Een stop die na de herstart wordt gecorrigeerd, wordt net zo beoordeeld. Loopt er nog een "
        "start zonder stop, dan is het TR326 en een afkeuring; een stop van een eerdere start die al een stop heeft, "
        "is OP155. Verwijderingen gaan voor (IV008) en worden zelf niet beoordeeld."
    ),
)


def check(message: Wmo305 | Wmo307, case: CaseFile, outside: Outside) -> Iterator[Fault]:
    """Yield every start before the end of an earlier stop, and every corrected stop after a later start."""
    if isinstance(message, Wmo305):
        yield from _starts(message, case)
    else:
        yield from _stops(message, case)


def _starts(message: Wmo305, case: CaseFile) -> Iterator[Fault]:
    if not case.stops:
        return
    standing = frozenset(starts_left(message, case))
    last_stops: dict[Hashable, Stop] = {}
    for stop in case.stops:
        key = care_key(stop)
        if stop.start in standing and (key not in last_stops or stop.einddatum > last_stops[key].einddatum):
            last_stops[key] = stop
    for product, start in delivered_starts(message):
        last = last_stops.get(care_key(start))
        if last is not None and start.begindatum < last.einddatum:
            yield fault(
                product,
                f"Begindatum {start.begindatum} ligt voor het einde van de zorg volgens een eerdere stop: "
                f"{words.stop(last)}.",
                {"Begindatum": product.begindatum},
            )


def _stops(message: Wmo307, case: CaseFile) -> Iterator[Fault]:
    latest = latest_starts(case.starts)
    for product, stop, before in stops_in_turn(message, case):
        restart = restart_after(stop, latest)
        if restart is not None and before.last is None and stop.einddatum > restart.begindatum:
            yield fault(
                product,
                f"Einddatum {stop.einddatum} ligt na de dag waarop de zorg opnieuw begon: {words.start(restart)}.",
                {"Einddatum": product.einddatum},
            )
