"""A parked message is listed until a later verdict, other than parked, takes the place of its own."""

from dataclasses import replace
from datetime import UTC, datetime

import asyncpg
import pytest

from gateway.standard.findings import Outcome
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from gateway.store.ledger import beoordelingen, berichten
from tests.support.api.parties import THUIS, VENLO, ZORG
from tests.support.store.ledger import entry

CRASH = {"code": "TR302", "crash": True}


async def test_a_verdict_takes_a_message_from_the_list(tx: Connection) -> None:
    message = entry(
        richting="in", verzender=ZORG, ontvanger=VENLO, oordeel=Outcome.GEPARKEERD, bevindingen=(CRASH, {"code": "X"})
    )
    booking = Booking()
    berichten.book_message(booking, message)
    await booking.write(tx)
    for partij in (None, ZORG, VENLO):
        [parked] = await beoordelingen.list_parked(tx, partij, None, 9)
        assert (parked.id, parked.regels) == (message.id, ("TR302",))
    assert await beoordelingen.list_parked(tx, THUIS, None, 9) == []
    assert await beoordelingen.list_parked(tx, None, message.id, 9) == []

    async def judge(outcome: Outcome) -> None:
        booking = Booking()
        judged = replace(message, oordeel=outcome, bevindingen=())
        beoordelingen.book_verdict(booking, judged, "beheer", datetime.now(UTC))
        await booking.write(tx)

    await judge(Outcome.GEPARKEERD)
    assert len(await beoordelingen.list_parked(tx, None, None, 9)) == 1
    await judge(Outcome.GOEDGEKEURD)
    assert await beoordelingen.list_parked(tx, None, None, 9) == []
    found = await berichten.find(tx, message.id)
    assert found is not None
    assert (found.oordeel, found.bevindingen) == (Outcome.GOEDGEKEURD, [])
    with pytest.raises(asyncpg.UniqueViolationError):
        await judge(Outcome.AFGEKEURD)
