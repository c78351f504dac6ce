"""A WMO301 carries what its provider has to know, and it is kept which version went out in which."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from gateway.store.care import toewijzing_verzendingen, toewijzingen
from gateway.store.care.toewijzingen import AssignmentVersion
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from gateway.store.ledger import berichten
from tests.support.api.parties import THUIS, VENLO, ZORG
from tests.support.store.assigned import DAY, TERMS, assign
from tests.support.store.ledger import entry

LATER = date(2025, 1, 1)


async def send(tx: Connection, client: UUID, *versions: AssignmentVersion) -> UUID:
    message = entry(soort="WMO301", client_id=client)
    booking = Booking()
    berichten.book_message(booking, message)
    toewijzing_verzendingen.book_sending(booking, VENLO, message.id, versions)
    await booking.write(tx)
    return message.id


async def test_a_version_that_is_sent_again_has_no_reason_and_no_reference(tx: Connection) -> None:
    client, first = await assign(tx)
    assert await toewijzing_verzendingen.versions_to_send(tx, VENLO, client, ZORG, DAY) == [first]
    assert await toewijzing_verzendingen.versions_to_send(tx, VENLO, client, THUIS, DAY) == []
    message = await send(tx, client, first)
    again = replace(first, terms=replace(TERMS, referentie_aanbieder=None))
    assert await toewijzing_verzendingen.versions_to_send(tx, VENLO, client, ZORG, DAY) == [again]
    assert await toewijzing_verzendingen.versions_to_send(tx, VENLO, client, ZORG, LATER) == [], "over, and sent"
    assert await toewijzing_verzendingen.find_message_with(tx, VENLO, first.nummer, 1) == (message, [], True)
    second = replace(first, versie=2, reden_wijziging="07")
    await toewijzingen.add_version(tx, VENLO, second)
    assert await toewijzing_verzendingen.versions_to_send(tx, VENLO, client, ZORG, LATER) == [second]
    assert await toewijzing_verzendingen.find_message_with(tx, VENLO, first.nummer, 2) is None


async def test_the_last_message_is_the_newest_one(tx: Connection) -> None:
    client, first = await assign(tx)
    assert await toewijzing_verzendingen.last_sent(tx, VENLO, client, ZORG) == []
    await send(tx, client, first)
    second = replace(first, versie=2, reden_wijziging="07")
    await toewijzingen.add_version(tx, VENLO, second)
    assert await toewijzing_verzendingen.last_sent(tx, VENLO, client, ZORG) == [first]
    message = await send(tx, client, second)
    assert await toewijzing_verzendingen.last_sent(tx, VENLO, client, ZORG) == [second]
    booking = Booking()
    berichten.book_message(booking, entry(soort="WMO302", heenbericht_id=message, uitkomst="afgekeurd"))
    await booking.write(tx)
    assert await toewijzing_verzendingen.last_sent(tx, VENLO, client, ZORG) == [first], "as if not sent"
    assert await toewijzing_verzendingen.last_sent(tx, VENLO, client, THUIS) == []
