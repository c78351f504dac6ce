"""A refusal keeps the hash and size of the content, not the content."""

import hashlib

import asyncpg
import pytest

from gateway.store.db.database import Connection, Database
from gateway.store.ledger.weigeringen import count_expired, erase_expired, log_refusal
from tests.support.api.parties import ZORG, enrol
from tests.support.store.postgres import execute


async def test_a_refusal_keeps_no_content(tx: Connection) -> None:
    content = b"<Bsn>999900006</Bsn>"
    id = await log_refusal(tx, ZORG, content, {"soort": "xml-niet-welgevormd"})
    row = await tx.fetchrow("select * from weigeringen where organisatie = $1 and id = $2", ZORG, id)
    assert row is not None
    assert (row["sha256"], row["omvang"]) == (hashlib.sha256(content).digest(), len(content))
    assert row["probleem"] == {"soort": "xml-niet-welgevormd"}
    assert "999900006" not in str(row)


async def test_one_goes_when_its_term_is_over_and_never_within_a_year(tx: Connection) -> None:
    for months in (1, 11, 13, 30):
        await tx.execute(
            "insert into weigeringen (organisatie, id, sha256, omvang, probleem, op) values"
            " ($1, gen_random_uuid(), '', 0, '{}', now() - make_interval(months => $2))",
            ZORG,
            months,
        )
    assert await count_expired(tx, 24) == {ZORG: 1}
    assert await erase_expired(tx, 24) == 1
    assert await count_expired(tx, 0) == {ZORG: 1}
    assert await erase_expired(tx, 0) == 1
    assert await count_expired(tx, 0) == {}
    assert await tx.fetchval("select count(*) from weigeringen") == 2


async def test_one_goes_in_no_other_way(dsn: str, db: Database) -> None:
    await enrol(db)
    async with db.transaction() as tx:
        await log_refusal(tx, ZORG, b"x", {})
    for how in ("delete from weigeringen", "set gateway.wissen = 'ja'; delete from weigeringen"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await execute(dsn, how)
