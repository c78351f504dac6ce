"""CS338: some units go with some frequencies only."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.messages.kinds.verzoek import Wmo317
from gateway.rules.card import Card
from gateway.rules.fault import Fault
from gateway.rules.parts.care import all_care
from gateway.rules.parts.omvang import unfit_frequency

card = Card(
    code="CS338",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO301", "WMO317"}),
    element=(
        "Client/ToegewezenProducten/ToegewezenProduct/Omvang; "
        "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct/Omvang; "
        "Client/Verzoek/NieuweProducten/NieuwProduct/Omvang"
    ),
    source="iWmo 3.2, constraint CS338",
    statement=(
        "Eenheid 14, 16, 83 of 84 gaat alleen samen met Frequentie 2, 4 of 6, tenzij het product uiterlijk "
        "op 31 december 2020 eindigde."
    ),
    remedy="Kies Frequentie 2 (per week), 4 (per maand) of 6 (totaal), of een andere Eenheid.",
    note="Eenheden 01, 04 en 82 zijn vrij. Een Einddatum van 2020-12-31 is vrijgesteld, 2021-01-01 niet.",
)


def check(message: Wmo301 | Wmo317) -> Iterator[Fault]:
    """Yield every Omvang with a unit and a frequency that don't go together."""
    return unfit_frequency(all_care(message))
