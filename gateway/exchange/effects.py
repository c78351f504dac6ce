"""What an approved 305 or 307 does to the books."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from gateway.messages.json_form import to_json
from gateway.messages.registry import Bericht
from gateway.messages.start import StartProduct, Wmo305
from gateway.messages.stop import StopProduct, Wmo307
from gateway.rules.case import delivered_starts, delivered_stops, removes, start_of, stop_of
from gateway.standard.lexical import as_date
from gateway.store.casefile import Effect


def effect_of(message: Bericht) -> Effect:
    """What the message takes back and adds. Raises ValueError for a date that can't be kept (year 10000)."""
    if isinstance(message, Wmo305):
        starts = list(delivered_starts(message))
        return Effect(
            tabel="starts",
            verwijderd=tuple(start_of(each) for each in message.client.start_producten if removes(each)),
            toegevoegd=tuple(start for _, start in starts),
            ingangsdata=_ingangsdata(product for product, _ in starts),
        )
    if isinstance(message, Wmo307):
        stops = list(delivered_stops(message))
        return Effect(
            tabel="stops",
            verwijderd=tuple(stop_of(each) for each in message.client.stop_producten if removes(each)),
            toegevoegd=tuple(stop for _, stop in stops),
            ingangsdata=_ingangsdata(product for product, _ in stops),
        )
    raise TypeError(f"a {message.soort.naam} changes no starts or stops")


def _ingangsdata(producten: Iterable[StartProduct | StopProduct]) -> tuple[date | None, ...]:
    return tuple(
        None if each.toewijzing_ingangsdatum is None else as_date(each.toewijzing_ingangsdatum) for each in producten
    )


def known_details(message: Bericht) -> dict[str, Any]:
    """What a 305 or 307 tells about its client, for a municipality that has no file on that client yet."""
    client = to_json(message)["client"]
    return {key: client[key] for key in ("geboortedatum", "geslacht", "naam")}
