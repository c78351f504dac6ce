"""An envelope is known by who sent it and its reference, and answered as the first time."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from gateway.standard.stuf.messages import StufParty
from gateway.store.db.database import Database
from gateway.store.delivery import enveloppen_in
from gateway.store.delivery.enveloppen_in import Received
from tests.support.api.parties import VENLO, VENRAY, ZORG, enrol
from tests.support.exchange.chain import envelope
from tests.support.store.ledger import book

CAME = envelope(b"<Bericht/>", "WMO305")
NOW = datetime(2024, 3, 1, tzinfo=UTC)


async def noted(db: Database, **changes: Any) -> Received:
    async with db.transaction() as tx:
        return await enveloppen_in.note(tx, VENLO, replace(CAME, **changes), NOW)


async def test_the_same_envelope_is_answered_as_before(db: Database) -> None:
    first = await noted(db)
    assert first.same
    assert await noted(db, tijdstip=NOW) == first
    assert await noted(db, content=b"<Ander/>") == replace(first, same=False)


async def test_another_sender_has_references_of_its_own(db: Database) -> None:
    first = await noted(db)
    for sender in (
        StufParty(ZORG, "Ander"),
        StufParty(ZORG, "ECD Zorg", "Noord"),
        StufParty(ZORG, "ECD Zorg", "", "J"),
    ):
        found = await noted(db, zender=sender, content=b"<Ander/>")
        assert found.same
        assert found.antwoord != first.antwoord


async def test_many_at_once_get_one_answer(db: Database) -> None:
    found = await asyncio.gather(*(noted(db) for _ in range(8)))
    assert len(set(found)) == 1


async def test_a_message_has_the_reference_of_the_first_envelope_it_came_in(db: Database) -> None:
    await enrol(db)
    content = b"<bericht/> by the chain"
    came = await book(db, inhoud=content)
    other = await book(db)
    await noted(db, content=content)
    async with db.reading() as tx:
        assert str(await enveloppen_in.find_reference(tx, VENLO, came)) == CAME.referentienummer
        assert await enveloppen_in.find_reference(tx, VENLO, other) is None
        assert await enveloppen_in.find_reference(tx, VENRAY, came) is None
