"""CD077: with a Budget there is no Omvang."""

from collections.abc import Iterator

from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.care import CareMessage, all_care, describe
from gateway.standard.lexical import filled

card = Card(
    code="CD077",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element=(
        "Client/ToegewezenProducten/ToegewezenProduct/Omvang; "
        "Client/AangevraagdeProducten/AangevraagdProduct/Omvang; "
        "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/Omvang; "
        "Client/Verzoek/NieuweProducten/NieuwProduct/Omvang"
    ),
    source="iWmo 3.2, conditie CD077",
    statement="Een toegewezen of gevraagd product met een Budget heeft geen Omvang.",
    remedy="Kies een van de twee: een Budget in euro’s of een Omvang.",
    note="Valt in de praktijk samen met CD078: de een kijkt vanuit het Budget, de ander vanuit de Omvang.",
)


def check(message: CareMessage) -> Iterator[Fault]:
    """Yield all care with a filled Budget that also has an Omvang."""
    for care in all_care(message):
        if care.omvang is not None and filled(care.budget):
            yield fault(
                care,
                f"{describe(care)} heeft Budget {care.budget} en ook een Omvang.",
                {"Omvang": care.omvang, "Budget": care.budget},
            )
