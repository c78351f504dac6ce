"""CS335: a removed assignment ends on the day it begins."""

from collections.abc import Iterator

from gateway.messages.common import whole
from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of, quote

card = Card(
    code="CS335",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element="Client/ToegewezenProducten/ToegewezenProduct/RedenWijziging",
    source="iWmo 3.2, constraint CS335",
    statement="RedenWijziging 13 (verwijderd) alleen als Einddatum gelijk is aan Ingangsdatum.",
    remedy=("Zet de Einddatum van een verwijderde toewijzing op de Ingangsdatum, of kies een andere RedenWijziging."),
    whole_text=True,
    note=(
        "Eigenaardigheden van de officiële controle, die wij volgen: zonder Einddatum is er geen bevinding, "
        "en de datums worden als tekst vergeleken, dus dezelfde dag met witruimte erom is een andere."
    ),
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yield every removed assignment whose dates differ."""
    for assigned in message.client.toegewezen_producten:
        begin, end = whole(assigned).ingangsdatum, whole(assigned).einddatum
        if end is not None and end != begin and one_of(assigned.reden_wijziging, ("13",)):
            nummer = assigned.toewijzing_nummer
            yield fault(
                assigned,
                f"Toewijzing {nummer} is verwijderd (RedenWijziging 13), maar Einddatum "
                f"{quote(end)} is niet Ingangsdatum {quote(begin)}.",
                {"Einddatum": end, "Ingangsdatum": begin},
            )
