"""CD078: with an Omvang there is no Budget."""

from collections.abc import Iterator

from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.care import CareMessage, all_care, describe

card = Card(
    code="CD078",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element=(
        "Client/ToegewezenProducten/ToegewezenProduct/Budget; "
        "Client/AangevraagdeProducten/AangevraagdProduct/Budget; "
        "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/Budget; "
        "Client/Verzoek/NieuweProducten/NieuwProduct/Budget"
    ),
    source="iWmo 3.2, conditie CD078",
    statement="Een toegewezen of gevraagd product met een Omvang heeft geen Budget.",
    remedy="Kies een van de twee: een Omvang of een Budget in euro’s.",
    note="Hier telt dat het Budget er staat, ook zonder inhoud; CD077 kijkt of het gevuld is.",
)


def check(message: CareMessage) -> Iterator[Fault]:
    """Yield all care with an Omvang that also has a Budget."""
    for care in all_care(message):
        if care.omvang is not None and care.budget is not None:
            yield fault(
                care,
                f"{describe(care)} heeft een Omvang en ook een Budget.",
                {"Budget": care.budget, "Omvang": care.omvang},
            )
