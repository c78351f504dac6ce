"""A client is found by id and by BSN, within one municipality."""

from gateway.store.care import clienten
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from tests.support.api.parties import CLIENT, VENLO, VENRAY
from tests.support.messages.messages import BSN, BSN_2


async def test_a_municipality_has_one_client_with_a_bsn(tx: Connection) -> None:
    made = await clienten.create(tx, VENLO, BSN, CLIENT)
    assert made is not None
    assert (made.bsn, made.gegevens) == (BSN, CLIENT)
    assert await clienten.create(tx, VENLO, BSN, {}) is None
    elsewhere = await clienten.create(tx, VENRAY, BSN, {})
    assert elsewhere is not None
    assert await clienten.find(tx, VENLO, made.id) == await clienten.find_by_bsn(tx, VENLO, BSN) == made
    assert await clienten.find(tx, VENLO, elsewhere.id) is None
    assert await clienten.find_by_bsn(tx, VENLO, BSN_2) is None


async def test_details_are_replaced(tx: Connection) -> None:
    made = await clienten.create(tx, VENLO, BSN, {"a": 1})
    assert made is not None
    changed = await clienten.replace(tx, VENLO, made.id, {"b": 2})
    assert changed is not None
    assert (changed.id, changed.gegevens) == (made.id, {"b": 2})
    assert await clienten.replace(tx, VENRAY, made.id, {}) is None


async def test_a_booked_client_is_there_once_the_booking_is_written(tx: Connection) -> None:
    booking = Booking()
    id = clienten.book(booking, VENLO, BSN_2, CLIENT)
    assert await clienten.find(tx, VENLO, id) is None
    await booking.write(tx)
    found = await clienten.find_by_bsn(tx, VENLO, BSN_2)
    assert found is not None
    assert (found.id, found.gegevens) == (id, CLIENT)
