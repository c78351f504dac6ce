"""CS343: in a request too, some units go with some frequencies only."""

from collections.abc import Iterator

from gateway.messages.kinds.verzoek import Wmo315
from gateway.rules.card import Card
from gateway.rules.fault import Fault
from gateway.rules.parts.omvang import unfit_frequency

card = Card(
    code="CS343",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO315"}),
    element="Client/AangevraagdeProducten/AangevraagdProduct/Omvang",
    source="iWmo 3.2, constraint CS343",
    statement=(
        "Eenheid 14, 16, 83 of 84 van een aangevraagd product gaat alleen samen met Frequentie 2, 4 of 6, tenzij "
        "het product uiterlijk op 31 december 2020 eindigde."
    ),
    remedy="Kies Frequentie 2 (per week), 4 (per maand) of 6 (totaal), of een andere Eenheid.",
    note=("Eenheden 01, 04 en 82 zijn vrij. Een ToewijzingEinddatum van 2020-12-31 is vrijgesteld, 2021-01-01 niet."),
)


def check(message: Wmo315) -> Iterator[Fault]:
    """Yield every Omvang with a unit and a frequency that don't go together."""
    return unfit_frequency(message.client.aangevraagde_producten)
