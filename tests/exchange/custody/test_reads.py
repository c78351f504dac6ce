"""Who looked at what is personal can't be hidden, and is kept until its term is over."""

from collections.abc import AsyncIterator
from dataclasses import replace

import asyncpg
import pytest

from gateway.exchange.custody.reads import record_read
from gateway.exchange.custody.retention import erase_expired_reads, hold_client
from gateway.exchange.custody.seal import VerifiedCount, seal_ledger, verify_ledger
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.custody.inzages import ReadAccess
from tests.support.api.parties import VENLO, ZORG
from tests.support.store.ledger import clients

LEZING = ReadAccess(
    organisatie=VENLO,
    via=None,
    ingang="sleutel x",
    actie="GET /v1/clienten/{id}",
    soort="client",
    onderwerp=None,
    doel="uitvoering Wmo",
    uitkomst="toegestaan",
    aanvraag="x",
)


@pytest.fixture
async def inbreker(gateway: Gateway, dsn: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Someone with the owner's rights on the database, who has switched off what stands in the way."""
    connection = await asyncpg.connect(dsn)
    for table in ("inzages", "zegels", "zegelbladen"):
        await connection.execute(f"alter table {table} disable trigger user")
    yield connection
    await connection.close()


async def looks(gateway: Gateway, times: int = 3, **changes: object) -> None:
    for _ in range(times):
        await record_read(gateway, replace(LEZING, **changes))  # type: ignore[arg-type]


async def found(gateway: Gateway) -> list[str]:
    return [each.text async for each in verify_ledger(gateway, VerifiedCount())]


async def kept(gateway: Gateway) -> list[int]:
    async with gateway.db.reading() as tx:
        return [row["id"] for row in await tx.fetch("select id from inzages where soort <> 'zegel' order by id")]


async def aged(inbreker: "asyncpg.Connection[asyncpg.Record]", gateway: Gateway, months: int) -> None:
    """Make all read records this many months older, and sealed then."""
    await inbreker.execute(f"update inzages set op = op - interval '{months} months'")
    await seal_ledger(gateway)
    await inbreker.execute(f"update zegels set op = op - interval '{months} months'")
    await inbreker.execute("alter table inzages enable trigger user")


async def test_a_look_lies_under_a_seal_under_whose_client_it_was_or_who_asked(gateway: Gateway) -> None:
    await looks(gateway)
    await looks(gateway, 1, organisatie=ZORG)
    assert await seal_ledger(gateway) == 4
    assert await found(gateway) == []
    counted = VerifiedCount()
    assert [each async for each in verify_ledger(gateway, counted)] == []
    assert counted.newest.keys() == {VENLO, ZORG}


CHANGES = {
    "op": "op + interval '1 microsecond'",
    "organisatie": "'0984'",
    "via": "'makelaar'",
    "ingang": "'sleutel y'",
    "actie": "'GET /x'",
    "soort": "'bericht'",
    "onderwerp": "'x'",
    "clienten": "array[gen_random_uuid()]",
    "doel": "'iets anders'",
    "uitkomst": "'geweigerd'",
    "aanvraag": "'y'",
}


@pytest.mark.parametrize("column", CHANGES)
async def test_a_changed_look_is_named(
    gateway: Gateway, inbreker: "asyncpg.Connection[asyncpg.Record]", column: str
) -> None:
    await looks(gateway)
    await seal_ledger(gateway)
    await inbreker.execute(f"update inzages set {column} = {CHANGES[column]} where id = 2")
    assert await found(gateway) == ["inzages 2 is gewijzigd (zegel 1)"]


async def test_a_look_that_was_taken_away_or_slipped_in_is_named(
    gateway: Gateway, inbreker: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await looks(gateway)
    await seal_ledger(gateway)
    await inbreker.execute("update zegels set op = op - interval '1 day'")
    await looks(gateway, 1)
    assert await found(gateway) == []
    await seal_ledger(gateway)
    assert await found(gateway) == []
    await inbreker.execute("delete from inzages where id = 2")
    await inbreker.execute(
        "insert into inzages overriding system value select gemeente, -1, op, organisatie, via, ingang, actie, soort,"
        " onderwerp, clienten, doel, uitkomst, aanvraag from inzages where id = 1"
    )
    assert await seal_ledger(gateway) == 0
    assert await found(gateway) == ["inzages 2 is verdwenen (zegel 1)", "inzages -1 is toegevoegd zonder zegel"]


async def test_what_is_past_its_term_goes_and_that_is_on_record(
    gateway: Gateway, inbreker: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    held, other = await clients(gateway.db, 2)
    await looks(gateway, 2)
    await looks(gateway, 1, clienten=(other, held))
    await hold_client(gateway, held, "bezwaar 12")
    await aged(inbreker, gateway, 61)
    await looks(gateway, 1)
    await seal_ledger(gateway)
    assert await erase_expired_reads(replace(gateway, retention_months={"inzages": 62})) == {}
    assert await erase_expired_reads(gateway, dry_run=True) == {VENLO: 2}
    assert await kept(gateway) == [1, 2, 3, 4]
    assert await erase_expired_reads(replace(gateway, retention_months={"inzages": 1})) == {VENLO: 2}
    assert await kept(gateway) == [3, 4]
    assert await erase_expired_reads(gateway) == {}
    assert await seal_ledger(gateway) == 1
    assert await found(gateway) == []
    async with gateway.db.reading() as tx:
        row = await tx.fetchrow("select * from inzages where soort = 'zegel'")
    assert row is not None
    assert (row["actie"], row["onderwerp"], row["doel"]) == ("inzages gewist", "1", "termijn van 60 maanden voorbij")


async def test_what_is_young_stays_whatever_is_asked(
    gateway: Gateway, inbreker: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await looks(gateway, 1)
    await aged(inbreker, gateway, 59)
    assert await erase_expired_reads(replace(gateway, retention_months={"inzages": 1})) == {}
    for statement in ("delete from inzages", "set gateway.wissen = 'ja'; delete from inzages"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
            await inbreker.execute(statement)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with gateway.db.transaction() as tx:
            await tx.execute("set gateway.wissen = 'ja'; delete from inzages")


@pytest.mark.parametrize("op", ["now()", "now() + interval '61 months'"], ids=["too early", "from the future"])
async def test_who_takes_looks_away_can_not_make_it_look_like_the_end_of_their_term(
    gateway: Gateway, inbreker: "asyncpg.Connection[asyncpg.Record]", op: str
) -> None:
    await looks(gateway, 2)
    await seal_ledger(gateway)
    await inbreker.execute("delete from inzages where id = 1")
    await inbreker.execute(
        "insert into inzages (gemeente, op, organisatie, ingang, actie, soort, onderwerp, clienten, doel, uitkomst,"
        f" aanvraag) values ('{VENLO}', {op}, 'gateway', 'bewaartermijn', 'inzages gewist', 'zegel', '1', '{{}}',"
        " 'termijn van 60 maanden voorbij', 'toegestaan', '')"
    )
    assert await found(gateway) == ["inzages 1 is verdwenen (zegel 1)"]


async def test_looks_from_before_they_were_sealed_get_a_seal(
    gateway: Gateway, inbreker: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    """Older seals know of no looks; those are no additions."""
    await looks(gateway, 2)
    await inbreker.execute("update inzages set op = op - interval '1 year'")
    await inbreker.execute(
        "insert into zegels (gemeente, nummer, aantal, wortel, vorige, op, tot_gebeurtenis)"
        f" values ('{VENLO}', 1, 0, sha256(''), decode(repeat('00', 32), 'hex'), now() - interval '1 year', 0)"
    )
    assert await found(gateway) == []
    assert await seal_ledger(gateway) == 2
    assert await found(gateway) == []
