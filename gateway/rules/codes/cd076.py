"""CD076: an Omvang per week has an end date."""

from collections.abc import Iterator

from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of
from gateway.rules.parts.care import CareMessage, all_care, describe, end, end_name
from gateway.standard.lexical import filled

card = Card(
    code="CD076",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element=(
        "Client/ToegewezenProducten/ToegewezenProduct/Einddatum; "
        "Client/AangevraagdeProducten/AangevraagdProduct/ToewijzingEinddatum; "
        "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/Einddatum; "
        "Client/Verzoek/NieuweProducten/NieuwProduct/Einddatum"
    ),
    source="iWmo 3.2, conditie CD076",
    statement="Een toegewezen of gevraagd product met Frequentie 2 (per week) heeft een einddatum.",
    remedy="Vul de einddatum in, of kies een andere Frequentie.",
)


def check(message: CareMessage) -> Iterator[Fault]:
    """Yield every Omvang per week of care without end date."""
    for care in all_care(message):
        omvang = care.omvang
        if omvang is not None and one_of(omvang.frequentie, ("2",)) and not filled(end(care)):
            yield fault(
                care,
                f"{describe(care)} is per week (Frequentie 2), maar heeft geen {end_name(care)}.",
                {"Omvang/Frequentie": omvang.frequentie},
            )
