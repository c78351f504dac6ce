"""A part of a decision in a sentence."""

from gateway.console.view.words import day
from gateway.exchange.assigning.changes import Change
from gateway.exchange.assigning.decide import Item
from gateway.exchange.assigning.versions import NewAssignment
from gateway.standard.money import euros


def part_in_words(item: Item) -> str:
    """Return what this part decides (Dutch)."""
    if isinstance(item, NewAssignment):
        terms = item.terms
        what = terms.code or terms.categorie or "zorg"
        return f"{what} toewijzen van {day(terms.ingangsdatum)} {_until(terms.einddatum is None, day(terms.einddatum))}"
    return f"toewijzing {item.nummer} {_changed(item.change)}"


def _changed(change: Change) -> str:
    if change.remove:
        return "intrekken"
    parts = []
    if change.einddatum is not None or change.open_ended:
        parts.append(f"laten lopen {_until(change.open_ended, day(change.einddatum))}")
    if change.volume is not None:
        parts.append(f"een aantal van {change.volume} geven")
    if change.budget is not None:
        parts.append(f"een budget van {euros(change.budget)} geven")
    return " en ".join(parts)


def _until(open_ended: bool, last: str) -> str:
    return "zonder einddatum" if open_ended else f"tot en met {last}"
