"""A database with deliveries."""

import pytest

from gateway.store.db.database import Database
from tests.support.api.parties import enrol
from tests.support.store.deliveries import ADDRESS
from tests.support.store.ledger import push_to


@pytest.fixture
async def pushing(db: Database) -> Database:
    """A database in which ZORG has its messages pushed."""
    await enrol(db)
    await push_to(db, ADDRESS)
    return db
