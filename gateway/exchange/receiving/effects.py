"""What an approved 305 or 307 does to the books."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from gateway.messages.json_form import to_json
from gateway.messages.registry import Bericht
from gateway.messages.start import StartProduct, Wmo305
from gateway.messages.stop import StopProduct, Wmo307
from gateway.rules.case import Start, Stop, delivered_starts, delivered_stops, removes, start_of, stop_of
from gateway.standard.lexical import as_date
from gateway.store.care.casefile import Effect

Key = TypeVar("Key", Start, Stop)


def effect_of(message: Bericht) -> Effect:
    """What the message takes back and adds. Raises ValueError for a date that can't be kept (year 10000)."""
    if isinstance(message, Wmo305):
        starts = _once(delivered_starts(message))
        return Effect(
            tabel="starts",
            verwijderd=tuple(start_of(each) for each in message.client.start_producten if removes(each)),
            toegevoegd=tuple(starts),
            ingangsdata=tuple(starts.values()),
        )
    if isinstance(message, Wmo307):
        stops = _once(delivered_stops(message))
        return Effect(
            tabel="stops",
            verwijderd=tuple(stop_of(each) for each in message.client.stop_producten if removes(each)),
            toegevoegd=tuple(stops),
            ingangsdata=tuple(stops.values()),
        )
    raise TypeError(f"a {message.soort.name} changes no starts or stops")


def _once(geleverd: Iterable[tuple[StartProduct | StopProduct, Key]]) -> dict[Key, date | None]:
    """Return each start or stop with its ToewijzingIngangsdatum; one that stands twice, spelled differently, counts
    once.

    Rules of level 2 compare texts: 101 and 0101 are two numbers to them (TR101), and one to the books.
    """
    found: dict[Key, date | None] = {}
    for product, key in geleverd:
        ingangsdatum = product.toewijzing_ingangsdatum
        found.setdefault(key, None if ingangsdatum is None else as_date(ingangsdatum))
    return found


def known_details(message: Bericht) -> dict[str, Any]:
    """What a 305 or 307 tells about its client, for a municipality that has no file on that client yet."""
    client = to_json(message)["client"]
    return {key: client[key] for key in ("geboortedatum", "geslacht", "naam")}
