"""An operator sees how it goes with what is fetched, and can let a message go that will never come."""

from uuid import uuid4

import pytest

from gateway.exchange.chain.vecozo.held import let_go, list_incoming
from gateway.exchange.custody.retention import erase_expired_refusals
from gateway.exchange.kernel.refusals import NotFound
from gateway.store.db.database import Database
from tests.support.exchange.workers import a_gateway
from tests.support.store.postgres import execute


async def test_there_is_nothing_before_the_first_visit(db: Database) -> None:
    gateway = await a_gateway(db)
    found = await list_incoming(gateway)
    assert (found.sources, found.held) == ([], [])
    with pytest.raises(NotFound, match="ophaling-onbekend"):
        await let_go(gateway, uuid4())


async def test_what_is_held_is_erased_after_the_term_of_refusals(db: Database, dsn: str) -> None:
    gateway = await a_gateway(db)
    await execute(
        dsn,
        "insert into ophalingen (gemeente, id, adres, conversatie, probleem, toelichting, volgende_op, sinds)"
        " select '0983', gen_random_uuid(), 'x', gen_random_uuid(), 'inhoud-weg', 'x', now(), now() - months"
        " from (values (interval '23 months'), (interval '25 months')) as terms (months)",
    )
    assert await erase_expired_refusals(gateway, dry_run=True) == {"0983": 1}
    assert await erase_expired_refusals(gateway) == {"0983": 1}
    assert len((await list_incoming(gateway)).held) == 1
