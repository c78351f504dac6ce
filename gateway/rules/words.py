"""The words by which findings name starts, stops and products (Dutch)."""

from gateway.rules.case import Start, Stop
from gateway.rules.kit import quote
from gateway.standard.codelists import meaning
from gateway.standard.lexical import collapsed


def product(categorie: str | None, code: str | None) -> str:
    """Return the words for the product of a start, stop or assignment."""
    if categorie is None:
        return "zonder product"
    return f"product {code} (categorie {categorie})" if code is not None else f"categorie {categorie}"


def care(delivery: Start | Stop) -> str:
    """Return the words for the care that a start or stop is about, without its dates."""
    number = delivery.toewijzing_nummer
    assigned = "zonder ToewijzingNummer" if number is None else f"toewijzing {number}"
    return f"{assigned}, {product(delivery.categorie, delivery.code)}"


def start(delivery: Start) -> str:
    """Return the words for a start: its whole key."""
    return f"{care(delivery)}, Begindatum {delivery.begindatum}"


def stop(delivery: Stop) -> str:
    """Return the words for a stop: its whole key."""
    end = f"Einddatum {delivery.einddatum}, RedenBeeindiging {delivery.reden_beeindiging}"
    return f"{start(delivery.start)}, {end}"


def coded(list_name: str, code: str) -> str:
    """Return a code with its meaning in the code list, or the code alone when that has none."""
    told = meaning(list_name, collapsed(code))
    return quote(code) if told is None else f"{quote(code)} ({told})"
