"""An operator sees how it goes with what is fetched, and can let a message go that will never come."""

from uuid import uuid4

import pytest

from gateway.exchange.chain.vecozo.held import let_go, list_incoming
from gateway.exchange.kernel.refusals import NotFound
from gateway.store.db.database import Database
from tests.support.exchange.workers import a_gateway


async def test_there_is_nothing_before_the_first_visit(db: Database) -> None:
    gateway = await a_gateway(db)
    found = await list_incoming(gateway)
    assert (found.sources, found.held) == ([], [])
    with pytest.raises(NotFound, match="ophaling-onbekend"):
        await let_go(gateway, uuid4())
