"""How findings speak of starts, stops and products (Dutch)."""

from collections.abc import Mapping

from gateway.messages.start import StartProduct
from gateway.messages.stop import StopProduct
from gateway.rules.case import Start, Stop, Toewijzing
from gateway.rules.fault import Names


def product(categorie: str | None, code: str | None) -> str:
    """The product of a start, stop or assignment."""
    if categorie is None:
        return "zonder product"
    return f"product {code} (categorie {categorie})" if code is not None else f"categorie {categorie}"


def care(delivery: Start | Stop) -> str:
    """Which care a start or stop is about, without its dates."""
    number = delivery.toewijzing_nummer
    assigned = "zonder ToewijzingNummer" if number is None else f"toewijzing {number}"
    return f"{assigned}, {product(delivery.categorie, delivery.code)}"


def start(delivery: Start) -> str:
    """A start by its key."""
    return f"{care(delivery)}, Begindatum {delivery.begindatum}"


def stop(delivery: Stop) -> str:
    """A stop by its key."""
    end = f"Einddatum {delivery.einddatum}, RedenBeeindiging {delivery.reden_beeindiging}"
    return f"{start(delivery.start)}, {end}"


def assignment(toewijzing: Toewijzing) -> str:
    """An assignment by its number and what was assigned."""
    return f"toewijzing {toewijzing.toewijzing_nummer} ({product(toewijzing.categorie, toewijzing.code)})"


def key(given: StartProduct | StopProduct) -> tuple[tuple[Names, ...], Mapping[str, str]]:
    """The elements of a class's logical key that are there, and their values by name."""
    texts: list[tuple[Names, str | None]] = [(("ToewijzingNummer",), given.toewijzing_nummer)]
    if given.product is not None:
        texts.append((("Product", "Categorie"), given.product.categorie))
        texts.append((("Product", "Code"), given.product.code))
    texts.append((("Begindatum",), given.begindatum))
    if isinstance(given, StopProduct):
        texts.append((("RedenBeeindiging",), given.reden_beeindiging))
        texts.append((("Einddatum",), given.einddatum))
    there = [(names, text) for names, text in texts if text is not None]
    return tuple(names for names, _ in there), {names[-1]: text for names, text in there}
