"""A refusal keeps the hash and size of the content, not the content."""

import hashlib

from gateway.store.db.database import Connection
from gateway.store.ledger.weigeringen import log_refusal
from tests.support.api.parties import ZORG


async def test_a_refusal_keeps_no_content(tx: Connection) -> None:
    content = b"<Bsn>999900006</Bsn>"
    id = await log_refusal(tx, ZORG, content, {"soort": "xml-niet-welgevormd"})
    row = await tx.fetchrow("select * from weigeringen where organisatie = $1 and id = $2", ZORG, id)
    assert row is not None
    assert (row["sha256"], row["omvang"]) == (hashlib.sha256(content).digest(), len(content))
    assert row["probleem"] == {"soort": "xml-niet-welgevormd"}
    assert "999900006" not in str(row)
