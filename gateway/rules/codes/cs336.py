"""CS336: RedenWijziging 01 is no longer used."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of

card = Card(
    code="CS336",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301"}),
    element="Client/ToegewezenProducten/ToegewezenProduct/RedenWijziging",
    source="iWmo 3.2, constraint CS336",
    statement="RedenWijziging 01 (administratieve correctie) is vervallen en wordt niet gebruikt.",
    remedy="Gebruik 14 (administratieve correctie) of 13 (verwijderd).",
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yield every assignment with RedenWijziging 01."""
    for assigned in message.client.toegewezen_producten:
        if one_of(assigned.reden_wijziging, ("01",)):
            yield fault(
                assigned,
                f"Toewijzing {assigned.toewijzing_nummer} heeft de vervallen RedenWijziging 01.",
                {"RedenWijziging": assigned.reden_wijziging},
            )
