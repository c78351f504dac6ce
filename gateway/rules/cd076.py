"""CD076: an Omvang per week has an end date."""

from collections.abc import Iterator

from gateway.messages.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import one_of
from gateway.standard.lexical import filled

card = Card(
    code="CD076",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO315", "WMO317"}),
    element="Client/ToegewezenProducten/ToegewezenProduct/Einddatum",
    source="iWmo 3.2, conditie CD076",
    statement="Een toegewezen product met Frequentie 2 (per week) heeft een Einddatum.",
    remedy="Vul de Einddatum in, of kies een andere Frequentie.",
)


def check(message: Wmo301) -> Iterator[Fault]:
    """Yields every Omvang per week of a product without Einddatum."""
    for toegewezen in message.client.toegewezen_producten:
        omvang = toegewezen.omvang
        if omvang is not None and one_of(omvang.frequentie, ("2",)) and not filled(toegewezen.einddatum):
            nummer = toegewezen.toewijzing_nummer
            yield fault(
                toegewezen,
                f"Toewijzing {nummer} is per week (Frequentie 2), maar heeft geen Einddatum.",
                {"Omvang/Frequentie": omvang.frequentie},
            )
