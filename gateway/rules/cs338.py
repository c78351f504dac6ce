"""CS338: some units go with some frequencies only."""

from collections.abc import Iterator

from gateway.messages.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import after_2020, one_of
from gateway.rules.words import coded

card = Card(
    code="CS338",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO317"}),
    element="Client/ToegewezenProducten/ToegewezenProduct/Omvang",
    source="iWmo 3.2, constraint CS338",
    statement=(
        "Eenheid 14, 16, 83 of 84 gaat alleen samen met Frequentie 2, 4 of 6, tenzij het product uiterlijk "
        "op 31 december 2020 eindigde."
    ),
    remedy="Kies Frequentie 2 (per week), 4 (per maand) of 6 (totaal), of een andere Eenheid.",
    note="Eenheden 01, 04 en 82 zijn vrij. Een Einddatum van 2020-12-31 is vrijgesteld, 2021-01-01 niet.",
)

_UNITS = ("14", "16", "83", "84")
_FREQUENCIES = ("2", "4", "6")


def check(message: Wmo301) -> Iterator[Fault]:
    """Yields every Omvang with a unit and a frequency that don't go together."""
    for toegewezen in message.client.toegewezen_producten:
        omvang = toegewezen.omvang
        if omvang is None or not one_of(omvang.eenheid, _UNITS) or one_of(omvang.frequentie, _FREQUENCIES):
            continue
        if after_2020(toegewezen.einddatum):
            eenheid = coded("LDT_Eenheid", omvang.eenheid)
            frequentie = coded("LDT_Frequentie", omvang.frequentie)
            yield fault(
                toegewezen,
                f"Eenheid {eenheid} gaat niet samen met Frequentie {frequentie}.",
                {
                    "Omvang/Eenheid": omvang.eenheid,
                    "Omvang/Frequentie": omvang.frequentie,
                    "Einddatum": toegewezen.einddatum,
                },
            )
