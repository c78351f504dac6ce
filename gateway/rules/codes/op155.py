"""OP155: a stop names the latest start."""

from collections.abc import Iterator

from gateway.messages.kinds.stop import Wmo307
from gateway.rules import words
from gateway.rules.card import BEYOND, Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.rules.parts.restarted import latest_starts, restart_after
from gateway.rules.parts.stopped import stops_in_turn

card = Card(
    code="OP155",
    retourcode="",
    level=BEYOND,
    messages=frozenset({"WMO307"}),
    element="Client/StopProducten/StopProduct/Begindatum",
    source="iWmo 3.2, bedrijfsregels OP155 en OP377",
    statement=(
        "Een stop noemt de laatste start van de zorg. Op een tijdelijke stop volgt alleen een definitieve van "
        "dezelfde start zolang de zorg niet opnieuw is gestart."
    ),
    remedy=(
        "De aanbieder verwijdert deze stop (StatusAanlevering 3) en stopt met de Begindatum van de laatste "
        "start; de gemeente vraagt hem daarom. Tot dan telt de zorg als lopend."
    ),
    note=(
        "Dit is geen genummerde technische regel, maar een bedrijfsregel zonder retourcode: een signaal, dat niets "
        "afkeurt. De laatste start is die met de "
        "laatste Begindatum van dezelfde toewijzing, of zonder ToewijzingNummer van hetzelfde product. Een stop die "
        "de verwijderde stop van een eerdere start vervangt, is een correctie en geen signaal; loopt zij door in een "
        "latere start, dan zegt OP289 dat. Een verwijdering (StatusAanlevering 3) wordt niet beoordeeld."
    ),
)


def check(message: Wmo307, case: CaseFile, outside: Outside) -> Iterator[Fault]:
    """Yield every further stop of a start after which the care started again."""
    latest = latest_starts(case.starts)
    for product, stop, before in stops_in_turn(message, case):
        restart = restart_after(stop, latest)
        if restart is None or before.last is None:
            continue
        yield fault(
            product,
            f"De stop noemt de start van {stop.begindatum}, die al is gestopt op {before.last.einddatum}; daarna is "
            f"de zorg opnieuw gestart op {restart.begindatum} ({words.care(stop)}). Die laatste start loopt nog door.",
            {"Begindatum": product.begindatum},
        )
