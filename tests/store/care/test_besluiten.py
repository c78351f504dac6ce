"""A request that decided on several assignments is found again by its key, in its own municipality."""

from uuid import UUID

from gateway.store.care import besluiten
from gateway.store.care.besluiten import KeptDecision
from gateway.store.db.database import Connection
from tests.support.api.parties import VENLO, VENRAY


async def test_a_request_is_found_by_its_key(tx: Connection) -> None:
    kept = KeptDecision(b"hash", [UUID(int=1), UUID(int=2)], [7, 5])
    await besluiten.insert(tx, VENLO, "key over 999900006", kept)
    assert await besluiten.find(tx, VENLO, "key over 999900006") == kept
    assert await besluiten.find(tx, VENLO, "another") is None
    assert await besluiten.find(tx, VENRAY, "key over 999900006") is None
    assert "9999" not in await tx.fetchval("select aanvraag_sleutel from besluiten")
