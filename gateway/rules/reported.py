"""The starts and stops in a message, in the form of the case file: what it delivers, and what it takes back."""

from collections.abc import Iterator, Mapping
from typing import Final

from gateway.messages.kinds.start import StartProduct, Wmo305
from gateway.messages.kinds.stop import StopProduct, Wmo307
from gateway.rules.case import CaseFile, Start, Stop, number_of, product_of
from gateway.standard.lexical import as_date, collapsed

REMOVAL: Final = "3"
"""StatusAanlevering that takes back an earlier delivery."""


def start_of(product: StartProduct) -> Start:
    """Return the start a StartProduct speaks of. Raises ValueError for a date Python can't hold."""
    categorie, code = product_of(product.product)
    return Start(
        toewijzing_nummer=number_of(product.toewijzing_nummer),
        categorie=categorie,
        code=code,
        begindatum=as_date(product.begindatum),
    )


def stop_of(product: StopProduct) -> Stop:
    """Return the stop a StopProduct speaks of. Raises ValueError for a date Python can't hold."""
    categorie, code = product_of(product.product)
    return Stop(
        toewijzing_nummer=number_of(product.toewijzing_nummer),
        categorie=categorie,
        code=code,
        begindatum=as_date(product.begindatum),
        reden_beeindiging=collapsed(product.reden_beeindiging),
        einddatum=as_date(product.einddatum),
    )


def removes(product: StartProduct | StopProduct) -> bool:
    """Return True when the class takes back an earlier delivery."""
    return collapsed(product.status_aanlevering) == REMOVAL


def start_key(product: StartProduct | StopProduct) -> Mapping[str, str | None]:
    """Return the texts of the key of a start, or of the start that a stop ends, by element name."""
    given = product.product
    return {
        "ToewijzingNummer": product.toewijzing_nummer,
        "Product/Categorie": None if given is None else given.categorie,
        "Product/Code": None if given is None else given.code,
        "Begindatum": product.begindatum,
    }


def stop_key(product: StopProduct) -> Mapping[str, str | None]:
    """Return the texts of the key of a stop by element name."""
    ended = {"RedenBeeindiging": product.reden_beeindiging, "Einddatum": product.einddatum}
    return {**start_key(product), **ended}


def start_products(message: Wmo305 | Wmo307) -> tuple[StartProduct, ...]:
    """Return the starts in the message, removals too; none in a WMO307."""
    return message.client.start_producten if isinstance(message, Wmo305) else ()


def stop_products(message: Wmo305 | Wmo307) -> tuple[StopProduct, ...]:
    """Return the stops in the message, removals too; none in a WMO305."""
    return message.client.stop_producten if isinstance(message, Wmo307) else ()


def reported_products(message: Wmo305 | Wmo307) -> tuple[StartProduct | StopProduct, ...]:
    """Return the starts or the stops in the message, removals too."""
    return message.client.start_producten if isinstance(message, Wmo305) else message.client.stop_producten


def delivered(message: Wmo305 | Wmo307) -> Iterator[StartProduct | StopProduct]:
    """Yield the starts or stops that the message delivers, not those it takes back."""
    return (product for product in reported_products(message) if not removes(product))


def delivered_starts(message: Wmo305 | Wmo307) -> Iterator[tuple[StartProduct, Start]]:
    """Yield the starts that the message delivers, not those it takes back."""
    return ((p, start_of(p)) for p in start_products(message) if not removes(p))


def delivered_stops(message: Wmo305 | Wmo307) -> Iterator[tuple[StopProduct, Stop]]:
    """Yield the stops that the message delivers, not those it takes back."""
    return ((p, stop_of(p)) for p in stop_products(message) if not removes(p))


def starts_left(message: Wmo305 | Wmo307, case: CaseFile) -> tuple[Start, ...]:
    """Return the starts that stand after the removals of this message, which go first (IV008)."""
    removed = {start_of(product) for product in start_products(message) if removes(product)}
    return tuple(start for start in case.starts if start not in removed) if removed else case.starts


def stops_left(message: Wmo305 | Wmo307, case: CaseFile) -> tuple[Stop, ...]:
    """Return the stops that stand after the removals of this message, which go first (IV008)."""
    removed = {stop_of(product) for product in stop_products(message) if removes(product)}
    return tuple(stop for stop in case.stops if stop not in removed) if removed else case.stops
