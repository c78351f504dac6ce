"""A request in the books, written by the store alone."""

from datetime import date

import pytest

from gateway.store.db.booking import Booking
from gateway.store.db.database import Database
from gateway.store.ledger import berichten
from gateway.store.requests import verzoeken
from gateway.store.requests.verzoeken import KeptRequest, NewRequest, NewRequests
from tests.support.api.parties import VENLO, ZORG, enrol
from tests.support.store.ledger import clients, entry

REFERENCE = "R 1"


def new_request(referentie: str = REFERENCE) -> NewRequests:
    """Return a request for 02A16 under this reference."""
    asked = NewRequest(
        volgnummer=1,
        referentie=referentie,
        dagtekening=date(2024, 3, 1),
        categorie="02",
        code="02A16",
        ingangsdatum=date(2024, 4, 1),
    )
    return NewRequests(asked=(asked,))


@pytest.fixture
async def kept(db: Database) -> KeptRequest:
    """A request of ZORG to Venlo, open."""
    await enrol(db)
    [client] = await clients(db)
    message = entry(richting="in", soort="WMO315", verzender=ZORG, ontvanger=VENLO, client_id=client)
    booking = Booking()
    berichten.book_message(booking, message)
    new_request().book(booking, message, client)
    async with db.transaction() as tx:
        await booking.write(tx)
        found = await verzoeken.find_by_reference(tx, VENLO, ZORG, REFERENCE)
    assert found is not None
    return found
