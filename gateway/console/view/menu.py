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


@dataclass(frozen=True, slots=True)
class Group:
    """Pages in the menu that belong together."""

    title: str
    items: Sequence[Item]


START: Final = "/console"
_MESSAGES: Final = Group(
    "Berichten", (Item("/console/berichten", "Alle berichten"), Item("/console/toetsen", "Toetsen"))
)
MENUS: Final[Mapping[Soort, Sequence[Group]]] = {
    "gemeente": (
        Group(
            "Te doen",
            (
                Item(START, "Werkvoorraad"),
                Item("/console/signalen", "Signalen"),
                Item("/console/verzoeken", "Verzoeken"),
            ),
        ),
        Group(
            "Zorg",
            (
                Item("/console/clienten", "Cliënten"),
                Item("/console/toewijzingen", "Toewijzingen"),
                Item("/console/declaraties", "Declaraties"),
            ),
        ),
        _MESSAGES,
        Group(
            "Afspraken",
            (
                Item("/console/beleid", "Beleid"),
                Item("/console/contracten", "Contracten"),
                Item("/console/tarieven", "Tarieven"),
            ),
        ),
        Group("Verantwoording", (Item("/console/indicatoren", "Indicatoren"), Item("/console/inzages", "Inzages"))),
    ),
    "aanbieder": (
        Group("Te doen", (Item(START, "Overzicht"), Item("/console/postvak", "Postvak"))),
        Group(
            "Zorg",
            (
                Item("/console/melden", "Start of stop melden"),
                Item("/console/verzoeken", "Verzoeken"),
                Item("/console/declaraties", "Declaraties"),
            ),
        ),
        _MESSAGES,
        Group("Verantwoording", (Item("/console/indicatoren", "Indicatoren"),)),
    ),
    "beheerder": (
        Group("Te doen", (Item(START, "Overzicht"), Item("/console/geparkeerd", "Geparkeerd"))),
        Group(
            "Bezorging",
            (Item("/console/leveringen", "Leveringen"), Item("/console/ontvangers", "Ontvangers")),
        ),
        Group("Berichten", (*_MESSAGES.items, Item("/console/declaraties", "Declaraties"))),
        Group("Toegang", (Item("/console/organisaties", "Organisaties"), Item("/console/logboek", "Logboek"))),
        Group("Verantwoording", (Item("/console/grootboek", "Grootboek"), Item("/console/bewaren", "Bewaren"))),
    ),
}
