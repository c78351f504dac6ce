"""Care that was assigned, as people read it."""

from datetime import date

from gateway.console.view.words import day, volume
from gateway.messages.common import VerkorteNaam, VolledigeNaam
from gateway.messages.kinds.toewijzing import ToegewezenProduct


def full_name(naam: VolledigeNaam | VerkorteNaam) -> str:
    """Return the first names or initials, and the surname."""
    surname = naam.geslachtsnaam
    parts = (naam.voornamen or naam.voorletters, surname.voorvoegsel, surname.achternaam)
    return " ".join(each for each in parts if each)


def product_of(assigned: ToegewezenProduct) -> str:
    """Return which care it is: "02A02", "categorie 02", or that none was chosen."""
    if assigned.product is None:
        return "zonder product"
    return assigned.product.code or f"categorie {assigned.product.categorie}"


def volume_of(assigned: ToegewezenProduct) -> str | None:
    """Return how much was assigned: "120 × minuut, per week"; None when that isn't told."""
    omvang = assigned.omvang
    if omvang is None:
        return None
    return volume(omvang.volume, omvang.eenheid, omvang.frequentie)


def days_of(assigned: ToegewezenProduct) -> str:
    """Return from when until when: "1 januari 2024 tot en met 31 december 2024"."""
    until = "zonder einddatum" if assigned.einddatum is None else f"tot en met {_day(assigned.einddatum)}"
    return f"{_day(assigned.ingangsdatum)} {until}"


def _day(text: str) -> str:
    """Return a date of a message as people read it; its own text when it is written in another way."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text
