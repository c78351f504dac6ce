"""A request is kept once under its reference; its state follows from the answers that count."""

from uuid import UUID

import asyncpg
import pytest

from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection, Database
from gateway.store.ledger import berichten
from gateway.store.requests import verzoek_antwoorden, verzoeken
from gateway.store.requests.verzoek_antwoorden import Answer
from gateway.store.requests.verzoeken import KeptRequest
from tests.store.requests.conftest import REFERENCE, new_request
from tests.support.api.parties import THUIS, VENLO, VENRAY, ZORG
from tests.support.store.ledger import entry


async def answered(tx: Connection, kept: KeptRequest, antwoord: str) -> UUID:
    """Book an answer, and return its message."""
    message, booking = entry(soort="WMO319", client_id=kept.client_id), Booking()
    berichten.book_message(booking, message)
    answer = Answer(verzoek_id=kept.id, bericht_id=message.id, antwoord=antwoord, beslist_door="J. Consulent")
    verzoek_antwoorden.book(booking, VENLO, answer)
    await booking.write(tx)
    await verzoeken.settle(tx, VENLO, [kept.id])
    return message.id


async def refused(tx: Connection, kept: KeptRequest, message: UUID) -> None:
    """Book the return message that refuses this one."""
    booking = Booking()
    back = entry(
        soort="WMO320", richting="in", verzender=ZORG, ontvanger=VENLO, heenbericht_id=message, uitkomst="afgekeurd"
    )
    berichten.book_message(booking, back)
    await booking.write(tx)
    await verzoeken.settle(tx, VENLO, [kept.id])


async def state_of(tx: Connection, kept: KeptRequest) -> str:
    found = await verzoeken.find(tx, VENLO, kept.id)
    assert found is not None
    return found.status


async def test_it_is_found_by_its_id_and_by_its_reference(db: Database, kept: KeptRequest) -> None:
    assert (kept.referentie, kept.status, kept.code, kept.soort) == (REFERENCE, "open", "02A16", "WMO315")
    async with db.reading() as tx:
        assert await verzoeken.find(tx, VENLO, kept.id) == kept
        assert await verzoeken.find(tx, VENRAY, kept.id) is None
        for gemeente, aanbieder, name in ((VENRAY, ZORG, REFERENCE), (VENLO, THUIS, REFERENCE), (VENLO, ZORG, "R1")):
            assert await verzoeken.find_by_reference(tx, gemeente, aanbieder, name) is None
        assert REFERENCE not in str(await tx.fetch("select verzoeken::text from verzoeken"))


async def test_a_reference_is_used_once(db: Database, kept: KeptRequest) -> None:
    message = entry(richting="in", soort="WMO317", verzender=ZORG, ontvanger=VENLO, client_id=kept.client_id)
    booking = Booking()
    berichten.book_message(booking, message)
    new_request().book(booking, message, kept.client_id)
    with pytest.raises(asyncpg.UniqueViolationError):
        async with db.transaction() as tx:
            await booking.write(tx)


async def test_its_state_is_that_of_the_last_final_answer_that_was_not_refused(db: Database, kept: KeptRequest) -> None:
    async with db.transaction() as tx:
        await answered(tx, kept, "in-onderzoek")
        assert await state_of(tx, kept) == "in-onderzoek"
        granted = await answered(tx, kept, "toegekend")
        assert await state_of(tx, kept) == "toegekend"
        await refused(tx, kept, granted)
        assert await state_of(tx, kept) == "in-onderzoek"
        denied = await answered(tx, kept, "afgewezen")
        assert await state_of(tx, kept) == "afgewezen"
        history = await verzoek_antwoorden.list_of_request(tx, VENLO, kept.id)
        assert [(each.answer.antwoord, each.uitkomst) for each in history] == [
            ("in-onderzoek", None),
            ("toegekend", "afgekeurd"),
            ("afgewezen", None),
        ]
        assert {each.answer.beslist_door for each in history} == {"J. Consulent"}
        assert await verzoek_antwoorden.requests_answered_by(tx, VENLO, denied) == [kept.id]
        assert await verzoek_antwoorden.requests_answered_by(tx, VENRAY, denied) == []
