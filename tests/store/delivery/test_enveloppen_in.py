"""An envelope is known by who sent it and its reference, and answered as the first time."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from gateway.standard.stuf.messages import StufParty
from gateway.store.db.database import Database
from gateway.store.delivery import enveloppen_in
from gateway.store.delivery.enveloppen_in import Answered, Received
from tests.support.api.parties import VENLO, VENRAY, ZORG, enrol
from tests.support.exchange.chain import envelope
from tests.support.store.ledger import book

CAME = envelope(b"<Bericht/>", "WMO305")
NOW = datetime(2024, 3, 1, tzinfo=UTC)
CONVERSATION = uuid4()


async def noted(db: Database, conversatie: UUID | None = None, **changes: Any) -> Received:
    came = replace(CAME, **changes)
    async with db.transaction() as tx:
        name = UUID(came.referentienummer)
        return await enveloppen_in.note(tx, VENLO, came.zender, name, came.content, NOW, conversatie=conversatie)


async def test_the_same_envelope_is_answered_as_before(db: Database) -> None:
    first = await noted(db)
    assert first.same
    assert await noted(db) == first
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
    await noted(db, content=content, conversatie=CONVERSATION)
    name = UUID(CAME.referentienummer)
    async with db.reading() as tx:
        assert not await enveloppen_in.is_booked(tx, VENLO, CAME.zender, name), "it came, and is not in the ledger"
    came = await book(db, inhoud=content)
    other = await book(db)
    async with db.reading() as tx:
        assert await enveloppen_in.find_answered(tx, VENLO, came) == Answered(name, CONVERSATION)
        assert await enveloppen_in.find_answered(tx, VENLO, other) is None
        assert await enveloppen_in.find_answered(tx, VENRAY, came) is None
        assert await enveloppen_in.is_booked(tx, VENLO, CAME.zender, name)
        assert not await enveloppen_in.is_booked(tx, VENLO, CAME.ontvanger, name)
