"""The menu of each kind of organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gateway.store.parties.organisaties import Soort


@dataclass(frozen=True, slots=True)
class Item:
    """A page in the menu."""

    path: str
    text: str

    def holds(self, path: str) -> bool:
        """Return True when the page at this path is this one, or lies below it."""
        return path == self.path or (self.path != START and path.startswith(f"{self.path}/"))


START: Final = "/console"
MENUS: Final[Mapping[Soort, Sequence[Item]]] = {
    "gemeente": (
        Item(START, "Werkvoorraad"),
        Item("/console/signalen", "Signalen"),
        Item("/console/berichten", "Berichten"),
        Item("/console/clienten", "Cliënten"),
        Item("/console/toewijzingen", "Toewijzingen"),
        Item("/console/verzoeken", "Verzoeken"),
        Item("/console/declaraties", "Declaraties"),
        Item("/console/toetsen", "Toetsen"),
        Item("/console/beleid", "Beleid"),
        Item("/console/contracten", "Contracten"),
        Item("/console/tarieven", "Tarieven"),
        Item("/console/indicatoren", "Indicatoren"),
        Item("/console/inzages", "Inzages"),
    ),
    "aanbieder": (
        Item(START, "Overzicht"),
        Item("/console/postvak", "Postvak"),
        Item("/console/melden", "Start of stop melden"),
        Item("/console/berichten", "Berichten"),
        Item("/console/verzoeken", "Verzoeken"),
        Item("/console/declaraties", "Declaraties"),
        Item("/console/toetsen", "Toetsen"),
        Item("/console/indicatoren", "Indicatoren"),
    ),
    "beheerder": (
        Item(START, "Overzicht"),
        Item("/console/leveringen", "Leveringen"),
        Item("/console/ontvangers", "Ontvangers"),
        Item("/console/geparkeerd", "Geparkeerd"),
        Item("/console/organisaties", "Organisaties"),
        Item("/console/grootboek", "Grootboek"),
        Item("/console/bewaren", "Bewaren"),
        Item("/console/logboek", "Logboek"),
        Item("/console/berichten", "Berichten"),
        Item("/console/declaraties", "Declaraties"),
        Item("/console/toetsen", "Toetsen"),
    ),
}
