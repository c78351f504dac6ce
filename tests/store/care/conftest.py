"""An assignment, for tests of what stands between a municipality and a provider."""

import pytest

from gateway.store.db.database import Database
from tests.support.api.parties import enrol
from tests.support.store.filling import assigned_clients


@pytest.fixture
async def assignment(db: Database) -> tuple[str, int]:
    """The BSN and the number of an assignment of Venlo to ZORG."""
    await enrol(db)
    [made] = await assigned_clients(db, 1)
    return made
