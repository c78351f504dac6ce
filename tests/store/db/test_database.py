"""The locks of a transaction put those who ask for them in a row, and a database that is away is said to be so."""

import asyncio
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import asyncpg
import pytest

from gateway.standard.findings import Outcome
from gateway.store.care import clienten
from gateway.store.db.database import UNAVAILABLE, Database, DatabaseUnavailable, Limits
from gateway.store.db.locks import client_lock, try_locks
from gateway.store.parties import organisaties
from tests.support.api.parties import VENLO, VENRAY, ZORG, enrol
from tests.support.messages.messages import BSN
from tests.support.store.ledger import book
from tests.support.store.postgres import execute


async def codes(db: Database) -> list[str]:
    async with db.reading() as tx:
        return [each.code for each in await organisaties.list_organisaties(tx)]


async def test_a_server_of_which_not_even_the_socket_is_left_is_away(dsn: str, tmp_path: Path) -> None:
    place = tmp_path / "s"
    here = parse_qs(urlsplit(dsn).query)["host"][0]
    place.symlink_to(here)
    db = await Database.connect(dsn.replace(here, str(place)), size=1)
    place.unlink()
    assert await codes(db) == []
    await execute(
        dsn,
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()",
    )
    for _ in range(3):
        with pytest.raises(UNAVAILABLE):
            await codes(db)
    place.symlink_to(here)
    assert await codes(db) == []
    await db.close()


async def test_a_server_that_became_a_standby_is_away(dsn: str) -> None:
    db = await Database.connect(dsn)
    async with db.reading() as tx:
        await tx.execute("begin read only")
        with pytest.raises(UNAVAILABLE):
            await tx.execute("insert into workers (id, machine) values (gen_random_uuid(), 'x')")
        await tx.execute("rollback")
    await db.close()


async def test_the_database_does_not_learn_a_hash_of_a_bsn_that_can_be_undone(db: Database) -> None:
    plain = client_lock(VENLO, "999900006")
    async with db.transaction(plain) as tx:
        row = await tx.fetchrow(
            "select (classid::bigint << 32 | objid::bigint) as sleutel from pg_locks where locktype = 'advisory'"
        )
        assert row is not None
        assert row["sleutel"] == db.hash_locks([plain])[0] != plain
        async with db.transaction() as other:
            assert await try_locks(other, db.hash_locks([plain, 7])) == [False, True]


async def test_one_lock_lets_one_in_at_a_time(db: Database) -> None:
    inside = 0
    most = 0

    async def enter(lock: int) -> None:
        nonlocal inside, most
        async with db.transaction(lock):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.02)
            inside -= 1

    await asyncio.gather(*(enter(client_lock(VENLO, "999900006")) for _ in range(6)))
    assert most == 1
    await asyncio.gather(*(enter(client_lock(VENLO, str(number))) for number in range(6)))
    assert most > 1


async def test_of_two_locks_the_first_is_taken_first_so_that_no_two_wait_for_each_other(db: Database) -> None:
    async def both() -> None:
        async with db.transaction(1, 2):
            pass

    async def waited() -> list[tuple[int, bool]]:
        while True:
            rows = await tx.fetch("select objid, granted from pg_locks where locktype = 'advisory'")
            found = sorted((names[row["objid"]], row["granted"]) for row in rows)
            if (2, False) in found:
                return found

    # The lower half of what the database knows them by.
    names = {db.hash_locks([lock])[0] & 0xFFFFFFFF: lock for lock in (1, 2)}

    async with db.transaction(2) as tx:
        waits = asyncio.create_task(both())
        assert await asyncio.wait_for(waited(), 5) == [(1, True), (2, False), (2, True)]
    await waits


def test_a_lock_is_that_of_one_client_of_one_municipality() -> None:
    keys = {client_lock(gemeente, bsn) for gemeente in (VENLO, VENRAY) for bsn in ("999900006", "999900018")}
    assert len(keys) == 4
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert client_lock(VENLO, "999900006") == client_lock(VENLO, "999900006")


async def test_a_database_that_is_not_there_is_said_so() -> None:
    with pytest.raises(DatabaseUnavailable, match="GATEWAY_DATABASE_URL"):
        await Database.connect("postgresql://x:geheim@127.0.0.1:1/x")
    with pytest.raises(DatabaseUnavailable) as refused:
        await Database.connect("mysql://x:geheim@localhost/x")
    assert "geheim" not in str(refused.value)


async def test_turns_keep_their_connection_whoever_else_is_busy(db: Database, dsn: str) -> None:
    pids = set()
    for _ in range(3):
        async with db.serial_transaction() as tx, db.transaction() as other, db.reading() as third:
            pids.add(tx.get_server_pid())
            assert tx.get_server_pid() not in (other.get_server_pid(), third.get_server_pid())
    assert len(pids) == 1
    await execute(dsn, f"select pg_terminate_backend({pids.pop()}, 5000)")
    with suppress(*UNAVAILABLE):  # who comes first may find out, unless the end of the connection has come in
        async with db.serial_transaction():
            pass
    async with db.serial_transaction() as tx:
        assert await tx.fetchval("select 1") == 1


async def test_the_database_lets_one_approved_message_have_an_identificatie(db: Database) -> None:
    await enrol(db)
    jo: dict[str, UUID] = {}
    for gemeente in (VENLO, VENRAY):
        async with db.transaction() as tx:
            client = await clienten.create(tx, gemeente, BSN, {})
        assert client is not None
        jo[gemeente] = client.id
    partijen = {"verzender": ZORG, "ontvanger": VENLO, "client_id": jo[VENLO]}
    of_zorg = {"richting": "in", "soort": "WMO305", "identificatie": "S1", **partijen}
    for verdict in (Outcome.AFGEKEURD, Outcome.AFGEKEURD, Outcome.GEPARKEERD, Outcome.GOEDGEKEURD):
        await book(db, **of_zorg, oordeel=verdict)
    with pytest.raises(asyncpg.UniqueViolationError, match="uq_berichten_identificatie"):
        await book(db, **of_zorg)
    doorgegeven = {"client_id": None}
    for elders in (
        {"gemeente": VENRAY, "client_id": jo[VENRAY]},
        doorgegeven,
        doorgegeven,
        {"verzender": "99990002"},
        {"soort": "WMO307"},
        {"identificatie": "S2"},
    ):
        await book(db, **{**of_zorg, **elders})


BRIEF = Limits(lock_s=0.1, idle_transaction_s=0.3, connection_s=0.1)


async def test_what_a_gateway_that_stands_still_has_locked_comes_free(dsn: str) -> None:
    still, other = await Database.connect(dsn, limits=BRIEF), await Database.connect(dsn, limits=BRIEF)
    lock = client_lock(VENLO, BSN)
    with suppress(UNAVAILABLE):
        async with still.transaction(lock):
            with pytest.raises(asyncpg.LockNotAvailableError):
                async with other.transaction(lock):
                    pass
            async with asyncio.timeout(10):
                while True:
                    with suppress(asyncpg.LockNotAvailableError):
                        async with other.transaction(lock):
                            break
    assert await codes(still) == []
    await still.close()
    await other.close()


async def test_a_reader_may_pause_as_long_as_it_likes(dsn: str) -> None:
    db = await Database.connect(dsn, limits=Limits(idle_transaction_s=0.05))
    async with db.snapshot() as tx:
        await asyncio.sleep(0.2)
        assert await tx.fetchval("select 1") == 1
    await db.close()
