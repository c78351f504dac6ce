"""Events of a message are listed in the order in which they were written."""

from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from gateway.store.ledger import berichten
from gateway.store.ledger.gebeurtenissen import list_events, log_event
from tests.support.api.parties import VENLO, VENRAY
from tests.support.store.ledger import entry


async def test_events_are_of_one_message_of_one_municipality(tx: Connection) -> None:
    message, other = entry(), entry()
    booking = Booking()
    for each in (message, other):
        berichten.book_message(booking, each)
    await booking.write(tx)
    await log_event(tx, VENLO, message.id, "opgehaald", door="99990001")
    await log_event(tx, VENLO, message.id, "gezien")
    await log_event(tx, VENLO, other.id, "gezien")
    found = await list_events(tx, VENLO, message.id)
    assert [(each["soort"], each["gegevens"]) for each in found] == [
        ("opgehaald", {"door": "99990001"}),
        ("gezien", {}),
    ]
    assert await list_events(tx, VENRAY, message.id) == []
