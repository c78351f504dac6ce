"""The ledger grows and never changes: the database itself refuses, its owner too."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import asyncpg
import pytest

from gateway.policy.watch_file import Signal
from gateway.store.custody import inzages
from gateway.store.custody.inzages import ReadAccess
from gateway.store.db.booking import Booking
from gateway.store.db.database import Database
from gateway.store.ledger import beoordelingen, gebeurtenissen, weigeringen
from gateway.store.parties import operator_log
from gateway.store.parties.operator_log import Actor
from gateway.store.signals import causes
from tests.support.api.parties import VENLO, ZORG, enrol
from tests.support.store.ledger import book, entry

CHANGE = {
    "berichten": "soort = 'x'",
    "beoordelingen": "oordeel = 'afgekeurd'",
    "gebeurtenissen": "op = now()",
    "weigeringen": "sha256 = sha256",
    "signaal_gebeurtenissen": "op = now()",
    "inzages": "op = now()",
    "organisatie_gebeurtenissen": "op = now()",
}
LEDGER = tuple(CHANGE)
SIGNAL = Signal(code="NL-807", sleutel="x", uiterlijk=date(2024, 3, 1), text="x", bron="x", aanbieder=ZORG)

LEZING = ReadAccess(
    organisatie=VENLO,
    via=None,
    ingang="sleutel x",
    actie="GET /x",
    soort="inzages",
    onderwerp=None,
    doel="x",
    uitkomst="toegestaan",
    aanvraag="x",
)


@pytest.fixture
async def filled(db: Database) -> Database:
    """A database with a row in each table of the ledger."""
    await enrol(db)
    id = await book(db)
    async with db.transaction() as tx:
        beoordelingen.book_verdict(booking := Booking(), entry(id=id), "test", datetime.now(UTC))
        await booking.write(tx)
        await gebeurtenissen.log_event(tx, VENLO, id, "gezien", door="test")
        await causes.add(tx, VENLO, [(None, SIGNAL)], datetime.now(UTC))
        await inzages.record_read(tx, LEZING)
        await operator_log.record_action(tx, ZORG, "bevroren", Actor("beheer", "sleutel x"))
        await weigeringen.log_refusal(tx, ZORG, b"<a>", {"soort": "xml-niet-welgevormd"})
    return db


@pytest.fixture
async def owner(filled: Database, dsn: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection of the owner of that database."""
    connection = await asyncpg.connect(dsn)
    yield connection
    await connection.close()


async def contents(db: Database) -> list[object]:
    async with db.reading() as tx:
        return [await tx.fetch(f"select * from {table}") for table in LEDGER]


@pytest.mark.parametrize("table", LEDGER)
async def test_what_is_in_the_ledger_stays_as_it_is(
    filled: Database, owner: "asyncpg.Connection[asyncpg.Record]", table: str
) -> None:
    before = await contents(filled)
    for statement in (
        f"update {table} set {CHANGE[table]}",
        f"update {table} set {CHANGE[table]} where false",
        f"delete from {table}",
        f"truncate {table} cascade",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match=f"table {table} is append-only"):
            await owner.execute(statement)
    assert await contents(filled) == before


@pytest.mark.parametrize("table", ["clienten", "organisaties"])
async def test_no_other_table_takes_the_ledger_along(
    filled: Database, owner: "asyncpg.Connection[asyncpg.Record]", table: str
) -> None:
    before = await contents(filled)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
        await owner.execute(f"truncate {table} cascade")
    assert await contents(filled) == before


async def test_a_merge_cannot_get_round_it(owner: "asyncpg.Connection[asyncpg.Record]") -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="UPDATE refused"):
        await owner.execute(
            "merge into berichten b using (select 1) x on true when matched then update set soort = 'WMO301'"
        )
