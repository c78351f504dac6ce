"""CD075: a Budget has an end date."""

from collections.abc import Iterator

from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.care import CareMessage, all_care, describe, end, end_name
from gateway.standard.lexical import filled

card = Card(
    code="CD075",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element=(
        "Client/ToegewezenProducten/ToegewezenProduct/Einddatum; "
        "Client/AangevraagdeProducten/AangevraagdProduct/ToewijzingEinddatum; "
        "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/Einddatum; "
        "Client/Verzoek/NieuweProducten/NieuwProduct/Einddatum"
    ),
    source="iWmo 3.2, conditie CD075",
    statement="Een toegewezen of gevraagd product met een Budget heeft een einddatum.",
    remedy="Vul de laatste dag in waarvoor het budget bedoeld is.",
    note="Een Budget van 0 is ook een Budget.",
)


def check(message: CareMessage) -> Iterator[Fault]:
    """Yield every Budget without end date."""
    for care in all_care(message):
        if filled(care.budget) and not filled(end(care)):
            yield fault(
                care,
                f"{describe(care)} heeft Budget {care.budget}, maar geen {end_name(care)}.",
                {"Budget": care.budget},
            )
