"""What an approved message changes in the books, and what it says of its client."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

from gateway.messages.json_form import to_json
from gateway.messages.kinds.antwoord import Wmo319
from gateway.messages.kinds.start import StartProduct, Wmo305
from gateway.messages.kinds.stop import StopProduct, Wmo307
from gateway.messages.kinds.toewijzing import Wmo301
from gateway.messages.kinds.verzoek import AangevraagdProduct, Wmo315, Wmo317
from gateway.messages.registry import CareMessage
from gateway.rules.case import Start, Stop, number_of, product_of
from gateway.rules.parts.requested import with_reference
from gateway.rules.reported import delivered_starts, delivered_stops, removes, start_of, stop_of
from gateway.standard.lexical import as_date, collapsed, filled
from gateway.store.care.reports import Effect
from gateway.store.db.booking import Booking
from gateway.store.ledger.berichten import Bericht
from gateway.store.requests.verzoeken import NewRequest, NewRequests

Key = TypeVar("Key", Start, Stop)


class Bookable(Protocol):
    """What an approved message changes in the books."""

    def book(self, booking: Booking, entry: Bericht, client_id: UUID) -> None:
        """Add what the message in `entry` changes for this client to the booking."""


def change_starts(message: CareMessage) -> Effect:
    """Return the starts that a WMO305 removes and adds. Raises ValueError for a date too late to keep (year 10000)."""
    assert isinstance(message, Wmo305)
    starts = _unique(delivered_starts(message))
    return Effect(
        table="starts",
        removed=tuple(start_of(product) for product in message.client.start_producten if removes(product)),
        added=tuple(starts),
        ingangsdata=tuple(starts.values()),
    )


def change_stops(message: CareMessage) -> Effect:
    """Return the stops that a WMO307 removes and adds. Raises ValueError for a date too late to keep (year 10000)."""
    assert isinstance(message, Wmo307)
    stops = _unique(delivered_stops(message))
    return Effect(
        table="stops",
        removed=tuple(stop_of(product) for product in message.client.stop_producten if removes(product)),
        added=tuple(stops),
        ingangsdata=tuple(stops.values()),
    )


def _unique(delivered: Iterable[tuple[StartProduct | StopProduct, Key]]) -> dict[Key, date | None]:
    """Return each start or stop once, with its ToewijzingIngangsdatum.

    Rules of level 2 compare texts: 101 and 0101 are two numbers to them (TR101), and one number to the books.
    """
    found: dict[Key, date | None] = {}
    for product, key in delivered:
        ingangsdatum = product.toewijzing_ingangsdatum
        found.setdefault(key, None if ingangsdatum is None else as_date(ingangsdatum))
    return found


def keep_requests(message: CareMessage) -> NewRequests:
    """Return the requests in a WMO315 or WMO317. Raises ValueError for a date too late to keep (year 10000)."""
    assert isinstance(message, Wmo315 | Wmo317)
    day = as_date(message.header.bericht_identificatie.dagtekening)
    if isinstance(message, Wmo317):
        verzoek = message.client.verzoek
        wished = [each.gewenste_ingangsdatum for each in verzoek.te_wijzigen_producten]
        wished += [each.gewenste_ingangsdatum for each in verzoek.nieuwe_producten]
        asked = NewRequest(
            volgnummer=1,
            referentie=collapsed(verzoek.referentie_aanbieder),
            dagtekening=day,
            ingangsdatum=min(map(as_date, wished)),
        )
        return NewRequests(asked=(asked,))
    return NewRequests(
        asked=tuple(
            _asked(number, product, day) for number, product in enumerate(message.client.aangevraagde_producten, 1)
        )
    )


def _asked(number: int, product: AangevraagdProduct, day: date) -> NewRequest:
    categorie, code = product_of(product.product)
    last = product.toewijzing_einddatum
    return NewRequest(
        volgnummer=number,
        referentie=collapsed(product.referentie_aanbieder),
        dagtekening=day,
        categorie=categorie,
        code=code,
        ingangsdatum=as_date(product.toewijzing_ingangsdatum),
        einddatum=None if last is None else as_date(last),
    )


def references_in(message: CareMessage) -> Sequence[str]:
    """Return each ReferentieAanbieder in a WMO301, 315, 317 or 319 once."""
    if isinstance(message, Wmo301):
        found = [each.referentie_aanbieder for each in message.client.toegewezen_producten]
    elif isinstance(message, Wmo319):
        found = [message.antwoord.referentie_aanbieder]
    else:
        assert isinstance(message, Wmo315 | Wmo317)
        found = [each.referentie_aanbieder for each in with_reference(message)]
    return list(dict.fromkeys(collapsed(each) for each in found if each is not None and filled(each)))


def signed_day(message: CareMessage) -> date | None:
    """Return the Dagtekening; None for a year that Python can't hold, which the rules then say."""
    try:
        return as_date(message.header.bericht_identificatie.dagtekening)
    except ValueError:
        return None


def assigned_numbers(message: CareMessage) -> Sequence[int]:
    """Return the assignment numbers in a WMO301."""
    assert isinstance(message, Wmo301)
    numbers = [number_of(product.toewijzing_nummer) for product in message.client.toegewezen_producten]
    return [number for number in numbers if number is not None]


def client_details(message: CareMessage) -> dict[str, Any]:
    """Return the client's details in a WMO305, 307 or 315, for a municipality that has no file on that client yet."""
    client = to_json(message)["client"]
    return {key: client[key] for key in ("geboortedatum", "geslacht", "naam")}
