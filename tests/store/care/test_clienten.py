"""A client is found by id and by BSN, within one municipality."""

from uuid import UUID

import pytest

from gateway.store.care import clienten
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from gateway.store.db.vault import VaultError
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


async def test_a_bsn_that_was_exchanged_in_the_database_is_refused(tx: Connection) -> None:
    one = await clienten.create(tx, VENLO, BSN, CLIENT)
    other = await clienten.create(tx, VENLO, BSN_2, CLIENT)
    assert one is not None
    assert other is not None
    await tx.execute(
        "update clienten a set bsn = b.bsn from clienten b where a.gemeente = $1 and b.gemeente = $1 and b.id <> a.id"
        " and array[a.id, b.id] <@ array[$2, $3]::uuid[]",
        VENLO,
        one.id,
        other.id,
    )
    with pytest.raises(VaultError, match=str(one.id)) as refused:
        await clienten.find(tx, VENLO, one.id)
    assert BSN not in str(refused.value)
    assert BSN_2 not in str(refused.value)
    with pytest.raises(VaultError, match=str(other.id)):
        await clienten.find_by_bsn(tx, VENLO, BSN_2)
    with pytest.raises(VaultError):
        await clienten.replace(tx, VENLO, one.id, CLIENT)
    with pytest.raises(VaultError):
        await clienten.fetch_page(tx, VENLO, UUID(int=0), 10)
