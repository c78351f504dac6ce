"""The application's role can neither erase nor end a hold; the roles that can do nothing else."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg
import pytest

from gateway.exchange.custody.seal import VerifiedCount, seal_ledger, verify_ledger
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.custody import retention
from gateway.store.db.database import APPLICATION, Database
from gateway.store.db.roles import ERASER, RELEASER, REWRAPPER, RoleMissing, acting_as
from gateway.store.ledger import gebeurtenissen
from gateway.store.parties.operator_log import Actor
from tests.support.api.parties import VENLO, enrol
from tests.support.store.deliveries import MAKE
from tests.support.store.ledger import book, clients, delivery
from tests.support.store.postgres import execute

ANNE = Actor("opdrachtregel", "gebruiker anne op balie")
ACTS = (
    "select wis_inhoud('0983', '{}'::uuid[], 12)",
    "select wis_inzages('0983', 60, 1)",
    "select wis_weigeringen(12)",
    "select hef_bewaarplicht_op(null::uuid, 'x', 'y')",
    "update bewaarplichten set opgeheven_op = now()",
    "delete from bewaarplichten",
)


@pytest.mark.parametrize("act", ACTS)
async def test_the_application_neither_erases_nor_releases(db: Database, act: str) -> None:
    async with db.transaction() as tx:
        assert await tx.fetchval("select current_user") == APPLICATION
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
            await tx.execute(act)
        await tx.execute("rollback")


async def test_the_application_marks_no_delivery_as_made_without_a_record_of_it(db: Database) -> None:
    await enrol(db)
    id = await book(db, vastgelegd_op=datetime(2005, 3, 1, tzinfo=UTC))
    for soort, geleverd in (("opgegeven", True), ("afleverpoging", False)):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="no record of being made"):
            await _record_and_mark(db, id, soort, {"geleverd": geleverd})
    assert (await delivery(db, id))["staat"] == "wachtend"


async def test_a_record_that_it_makes_up_erases_nothing_and_stays_under_seal(gateway: Gateway) -> None:
    """What a hole in a query can do: have nothing sent, in sight of everybody from then on."""
    id = await book(gateway.db, vastgelegd_op=datetime(2005, 3, 1, tzinfo=UTC))
    async with gateway.db.transaction() as tx:
        await tx.execute(MAKE.format(which="bericht_id = $1"), id)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="wis_inhoud"):
        async with gateway.db.transaction() as tx:
            await tx.fetchval("select wis_inhoud($1, $2::uuid[], 12)", VENLO, [id])
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with gateway.db.transaction() as tx:
            await tx.execute("delete from gebeurtenissen")
    counted = VerifiedCount()
    await seal_ledger(gateway)
    assert [each async for each in verify_ledger(gateway, counted)] == []
    assert counted.unsealed == 0
    async with gateway.db.reading() as tx:
        assert [each["soort"] for each in await gebeurtenissen.list_events(tx, VENLO, id)] == ["opgehaald"]


async def test_what_was_marked_before_there_was_a_guard_is_not_erased_without_a_record(
    gateway: Gateway, dsn: str
) -> None:
    id = await book(gateway.db, vastgelegd_op=datetime(2005, 3, 1, tzinfo=UTC))
    await execute(dsn, "alter table leveringen disable trigger user; update leveringen set staat = 'geleverd'")
    async with gateway.db.transaction() as tx:
        assert await retention.erase(tx, VENLO, [id], 12) == 0
    async with gateway.db.transaction() as tx:
        await gebeurtenissen.log_event(tx, VENLO, id, "afleverpoging", geleverd=True)
    async with gateway.db.transaction() as tx:
        assert await retention.erase(tx, VENLO, [id], 12) == 1


async def _record_and_mark(db: Database, id: UUID, soort: str, gegevens: dict[str, bool]) -> None:
    async with db.transaction() as tx:
        await gebeurtenissen.log_event(tx, VENLO, id, soort, **gegevens)
        await tx.execute("update leveringen set staat = 'geleverd'")


async def _try_as(db: Database, role: str, act: str) -> None:
    async with db.transaction() as tx, acting_as(tx, role):
        await tx.execute(act)


@pytest.mark.parametrize("role", [ERASER, RELEASER, REWRAPPER])
async def test_who_erases_or_releases_can_do_nothing_else(db: Database, role: str) -> None:
    for act in ("select * from berichten", "update leveringen set staat = 'geleverd'", "delete from inzages"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
            await _try_as(db, role, act)
    async with db.transaction() as tx:
        assert await tx.fetchval("select current_user") == APPLICATION


async def test_a_release_is_on_record_under_a_seal(db: Database) -> None:
    await enrol(db)
    [client] = await clients(db)
    async with db.transaction() as tx:
        await retention.hold(tx, client, "bezwaar", ANNE)
    async with db.transaction() as tx:
        assert await retention.release(tx, client, ANNE)
    async with db.transaction() as tx:
        assert not await retention.release(tx, uuid4(), ANNE)
    async with db.reading() as tx:
        row = await tx.fetchrow("select * from inzages where actie = 'bewaarplicht opgeheven'")
        assert await tx.fetchval("select opgeheven_door from bewaarplichten") == str(ANNE)
    assert row is not None
    assert (row["gemeente"], row["ingang"], row["clienten"]) == (VENLO, ANNE.ingang, [client])


async def test_a_login_without_the_role_is_told_what_to_grant(dsn: str, db: Database) -> None:
    name = f"test_{uuid4().hex[:12]}"
    await execute(dsn, f"create role {name} login; grant {APPLICATION} to {name}")
    theirs = await Database.connect(dsn.replace("//gateway@", f"//{name}@"))
    try:
        async with theirs.transaction() as tx:
            with pytest.raises(RoleMissing, match=f"grant {ERASER} to LOGIN"):
                await acting_as(tx, ERASER).__aenter__()
    finally:
        await theirs.close()
        await execute(dsn, f"drop role {name}")
