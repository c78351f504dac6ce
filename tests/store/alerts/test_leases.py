"""A lease on an alert is one worker's, bounded by address, and ends by itself."""

from datetime import timedelta
from uuid import UUID

from gateway.store.alerts import attenderingsadressen, leases
from gateway.store.alerts.attenderingen import Alert, raise_alerts
from gateway.store.db.database import Database
from tests.support.api.parties import VENLO, VENRAY, enrol

MINUTE = timedelta(minutes=1)


async def filled(db: Database, number: int = 3) -> dict[str, UUID]:
    """Let two municipalities have an address with this many alerts each; return the addresses."""
    await enrol(db)
    made = {}
    async with db.transaction() as tx:
        for code in (VENLO, VENRAY):
            made[code] = await attenderingsadressen.add(
                tx, code, f"https://{code}.example/", ["signaal.ontstaan"], afgeschermd=False
            )
            alert = Alert(soort="signaal.ontstaan", gemeente=code, gegevens={"gemeente": code})
            await raise_alerts(tx, [alert] * number)
    return made


async def test_what_is_leased_nobody_else_gets_before_its_end(db: Database) -> None:
    await filled(db)
    async with db.transaction() as one, db.transaction() as other:
        first = await leases.lease_due(one, 4, MINUTE, max_per_address=10, busy={})
        second = await leases.lease_due(other, 10, MINUTE, max_per_address=10, busy={})
    assert (len(first), len(second)) == (4, 2)
    assert len({each.id for each in (*first, *second)}) == 6
    async with db.transaction() as tx:
        assert await leases.lease_due(tx, 10, MINUTE, max_per_address=10, busy={}) == []
        await tx.execute("update attenderingen set niet_voor = now()")
        again = await leases.lease_due(tx, 10, MINUTE, max_per_address=10, busy={})
    assert {each.attempt for each in again} == {2}


async def test_an_address_gets_its_share_less_what_is_under_way_and_none_at_rest(db: Database) -> None:
    made = await filled(db)
    async with db.transaction() as tx:
        found = await leases.lease_due(tx, 10, MINUTE, max_per_address=2, busy={made[VENLO]: 1, made[VENRAY]: 2})
        assert [each.organisatie for each in found] == [VENLO]
        assert (found[0].url, found[0].gegevens) == (f"https://{VENLO}.example/", {"gemeente": VENLO})
        await leases.rest(tx, found[0], MINUTE)
        assert {each.organisatie for each in await leases.lease_due(tx, 10, MINUTE, max_per_address=1, busy={})} == {
            VENRAY
        }
        await tx.execute("update attenderingsadressen set rust_tot = now() where organisatie = $1", VENLO)
        after_rest = await leases.lease_due(tx, 10, MINUTE, max_per_address=5, busy={made[VENRAY]: 5})
        assert [each.organisatie for each in after_rest] == [VENLO], "one, to see how it is"


async def test_failures_in_a_row_are_counted_until_one_reaches_it(db: Database) -> None:
    await filled(db, 1)
    async with db.transaction() as tx:
        [lease, _] = await leases.lease_due(tx, 2, MINUTE, max_per_address=1, busy={})
        assert [await leases.count_attempt(tx, lease, reached=False) for _ in range(3)] == [1, 2, 3]
        assert await leases.count_attempt(tx, lease, reached=True) == 0


async def test_a_late_failure_changes_nothing_that_was_delivered_and_a_late_success_counts(db: Database) -> None:
    await filled(db, 1)

    async def state(id: UUID) -> str:
        async with db.reading() as tx:
            found: str = await tx.fetchval("select staat from attenderingen where id = $1", id)
        return found

    async with db.transaction() as tx:
        [lease, _] = await leases.lease_due(tx, 2, MINUTE, max_per_address=1, busy={})
        await tx.execute("update attenderingen set niet_voor = now() where id = $1", lease.id)
        [second] = await leases.lease_due(tx, 2, MINUTE, max_per_address=1, busy={})
        await leases.settle(tx, lease, "503", 5, delivered=False, retry_after=None)
    assert await state(lease.id) == "wachtend", "another worker is at it"
    async with db.transaction() as tx:
        await leases.settle(tx, second, "503", 5, delivered=False, retry_after=None)
    assert await state(lease.id) == "opgegeven"
    async with db.transaction() as tx:
        await leases.settle(tx, lease, "200", 5, delivered=True, retry_after=None)
        assert (await leases.find_leased(tx, lease.organisatie, lease.id)).attempt == 2
    assert await state(lease.id) == "geleverd"
