"""TR382: a stop repeats the key of a start."""

from collections.abc import Iterator

from gateway.messages.kinds.stop import Wmo307
from gateway.rules import words
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.reported import delivered_stops, start_key

card = Card(
    code="TR382",
    retourcode="9069",
    level=3,
    messages=frozenset({"WMO307"}),
    element="Client/StopProducten/StopProduct",
    source="iWmo 3.2, technische regel TR382",
    statement=(
        "Een stop herhaalt ToewijzingNummer, Product (Categorie en Code) en Begindatum van een start die "
        "voor deze cliënt is gemeld en niet is verwijderd."
    ),
    remedy=("Neem de sleutel ongewijzigd over uit de start (WMO305). Is die nooit gestuurd, stuur hem dan eerst."),
    note=(
        "Een start die al tijdelijk of definitief is gestopt, blijft een geldig doel: na een tijdelijke stop "
        "mag een definitieve volgen. Of dat mag, beoordelen TR413, TR414 en TR415. Het document met "
        "retourcodes hangt 9069 aan regel TR069; de regels zelf hangen hem hier. Een verwijdering "
        "(StatusAanlevering 3) wordt niet beoordeeld."
    ),
)


def check(message: Wmo307, case: CaseFile) -> Iterator[Fault]:
    """Yield every stop whose start doesn't stand."""
    starts = frozenset(case.starts)
    for product, stop in delivered_stops(message):
        if stop.start not in starts:
            yield fault(
                product,
                f"Er staat geen start met deze sleutel: {words.start(stop.start)}.",
                start_key(product),
            )
