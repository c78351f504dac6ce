"""What was changed, taken away or slipped in behind the gateway's back is found, and named."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from gateway.exchange.custody import seal as verzegelen
from gateway.exchange.custody.seal import VerifiedCount, prove_message, seal_ledger, verify_ledger
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.standard.noted import NotedHash
from gateway.standard.seal import ProofError
from gateway.store.custody import seal_leaves, seals, unsealed
from gateway.store.db.booking import Booking
from gateway.store.ledger import beoordelingen, berichten, gebeurtenissen
from tests.support.api.parties import VENLO
from tests.support.store.ledger import book, entry


@pytest.fixture
async def booked(gateway: Gateway) -> list[UUID]:
    """Five sealed messages; the third was judged again, the fourth has an event."""
    ids = [await book(gateway.db) for _ in range(5)]
    async with gateway.db.transaction() as tx:
        beoordelingen.book_verdict(booking := Booking(), entry(id=ids[2]), "test", datetime.now(UTC))
        await booking.write(tx)
        await gebeurtenissen.log_event(tx, VENLO, ids[3], "gezien", door="test")
    await seal_ledger(gateway)
    return ids


@pytest.fixture
async def inbreker(dsn: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """Someone with the owner's rights on the database, who has switched off what stands in the way."""
    connection = await asyncpg.connect(dsn)
    for table in ("berichten", "beoordelingen", "gebeurtenissen", "inzages", "zegels", "zegelbladen"):
        await connection.execute(f"alter table {table} disable trigger user")
    yield connection
    await connection.close()


async def found(gateway: Gateway, *noted: NotedHash) -> list[str]:
    return [each.text async for each in verify_ledger(gateway, VerifiedCount(), noted)]


async def test_a_ledger_that_was_left_alone_has_nothing_to_report(gateway: Gateway, booked: list[UUID]) -> None:
    counted = VerifiedCount()
    assert [each async for each in verify_ledger(gateway, counted)] == []
    # Five messages, one later verdict, its event, and one more.
    assert (counted.seals, counted.rows, counted.unsealed) == (1, 8, 0)
    await book(gateway.db)
    counted = VerifiedCount()
    assert [each async for each in verify_ledger(gateway, counted)] == []
    assert counted.unsealed == 1


async def test_sealing_takes_each_row_once(gateway: Gateway, booked: list[UUID]) -> None:
    assert await seal_ledger(gateway) == 0
    await book(gateway.db)
    assert await seal_ledger(gateway) == 1
    counted = VerifiedCount()
    assert [each async for each in verify_ledger(gateway, counted)] == []
    assert (counted.seals, counted.rows) == (2, 9)
    assert counted.newest[VENLO].nummer == 2


async def test_many_seal_at_once_and_none_twice(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verzegelen, "MAX_ROWS_PER_SEAL", 7)
    for _ in range(30):
        await book(gateway.db)
    assert sum(await asyncio.gather(*(seal_ledger(gateway) for _ in range(6)))) == 30
    counted = VerifiedCount()
    assert [each async for each in verify_ledger(gateway, counted)] == []
    assert (counted.seals, counted.rows) == (5, 30)


async def test_a_backlog_is_sealed_a_portion_at_a_time(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verzegelen, "MAX_ROWS_PER_SEAL", 7)
    monkeypatch.setattr(unsealed, "_PORTION", 4)
    ids = [await book(gateway.db) for _ in range(12)]
    async with gateway.db.transaction() as tx:
        for id in ids:
            await gebeurtenissen.log_event(tx, VENLO, id, "gezien")
    counted = VerifiedCount()
    assert [each async for each in verify_ledger(gateway, counted)] == []
    assert (counted.rows, counted.unsealed) == (0, 24)
    assert await seal_ledger(gateway) == 24
    await book(gateway.db)
    assert await seal_ledger(gateway) == 1
    counted = VerifiedCount()
    assert [each async for each in verify_ledger(gateway, counted)] == []
    assert (counted.seals, counted.rows, counted.unsealed) == (5, 25, 0)


async def test_a_backlog_that_was_half_sealed_is_sealed_later(
    gateway: Gateway, inbreker: "asyncpg.Connection[asyncpg.Record]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verzegelen, "MAX_ROWS_PER_SEAL", 7)
    ids = [await book(gateway.db) for _ in range(10)]
    async with gateway.db.transaction() as tx:
        await gebeurtenissen.log_event(tx, VENLO, ids[0], "gezien")
        assert await seals.seal_batch(tx, VENLO, verzegelen.MAX_ROWS_PER_SEAL, {})
    await _a_day_later(inbreker)
    assert await found(gateway) == []
    assert await seal_ledger(gateway) == 4
    assert await found(gateway) == []


@pytest.mark.parametrize(
    "change",
    [
        "inhoud.inhoud = (inhoud).inhoud || 'x'::bytea",
        "oordeel = 'afgekeurd'",
        "bevindingen = row(0, '[1]')::geheim",
        "vastgelegd_op = vastgelegd_op + interval '1 microsecond'",
        "ontvanger = '87654321'",
        "inhoud.sleutel = 2",
        "bevindingen.sleutel = 0",
    ],
    ids=["content", "verdict", "findings", "time", "receiver", "key", "key of findings"],
)
async def test_a_changed_message_is_named(
    gateway: Gateway, booked: list[UUID], inbreker: "asyncpg.Connection[asyncpg.Record]", change: str
) -> None:
    await inbreker.execute(f"update berichten set {change} where id = $1", booked[1])
    assert await found(gateway) == [f"berichten {booked[1]} is gewijzigd (zegel 1)"]
    with pytest.raises(ProofError, match="ligt niet onder zegel 1"):
        (await prove_message(gateway, booked[1])).check()
    (await prove_message(gateway, booked[0])).check()


@pytest.mark.parametrize("change", ["door = 'iemand'", "bevindingen.sleutel = 2"], ids=["by whom", "key"])
async def test_a_changed_verdict_or_event_is_named(
    gateway: Gateway, booked: list[UUID], inbreker: "asyncpg.Connection[asyncpg.Record]", change: str
) -> None:
    verdict = await inbreker.fetchval(f"update beoordelingen set {change} returning id")
    event = await inbreker.fetchval("update gebeurtenissen set soort = 'niets' where soort = 'gezien' returning id")
    assert await found(gateway) == [
        f"beoordelingen {verdict} is gewijzigd (zegel 1)",
        f"gebeurtenissen {event} is gewijzigd (zegel 1)",
    ]


@pytest.mark.parametrize(("days", "count"), [(-400, 1), (-1, 1), (0, 0)])
async def test_a_row_whose_time_is_long_before_its_seal_is_named(
    gateway: Gateway, booked: list[UUID], days: int, count: int
) -> None:
    late = await book(gateway.db, vastgelegd_op=datetime.now(UTC) + timedelta(days=days))
    await seal_ledger(gateway)
    told = await found(gateway)
    assert len(told) == count
    assert all(f"berichten {late} (zegel 2 van" in each and "eerder verzegeld" in each for each in told)


async def test_content_that_was_not_encrypted_is_named(gateway: Gateway, booked: list[UUID], dsn: str) -> None:
    """A row that is written without the keys, under a seal of its own like any other."""
    connection = await asyncpg.connect(dsn)
    await connection.execute(
        "insert into sleutelring (naam, vingerafdruk, sinds) values ('1', '', now() - interval '1 day')"
    )
    plain = await connection.fetchval(
        "insert into berichten (gemeente, id, richting, soort, release, verzender, ontvanger, identificatie, inhoud,"
        " sha256, oordeel) select gemeente, $1, richting, soort, release, verzender, ontvanger, 'X',"
        " row(0, '<bericht/>')::geheim, '', oordeel from berichten limit 1 returning id",
        berichten.new_id(),
    )
    await connection.close()
    await seal_ledger(gateway)
    [told] = await found(gateway)
    assert told.startswith(f"berichten {plain} (zegel 2")
    assert "niet versleuteld" in told


async def test_a_missing_row_is_named(
    gateway: Gateway, booked: list[UUID], inbreker: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await inbreker.execute("delete from leveringen where bericht_id = $1", booked[4])
    await inbreker.execute("delete from berichten where id = $1", booked[4])
    assert await found(gateway) == [f"berichten {booked[4]} is verdwenen (zegel 1)"]


async def _a_day_later(inbreker: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Make the seal older than a row may honestly wait for one; the chain stays whole."""
    assert await inbreker.fetchval("select count(*) from zegels") == 1
    await inbreker.execute("update zegels set op = op - $1::interval", timedelta(days=1))


async def test_a_row_slipped_in_between_older_ones_is_named(
    gateway: Gateway, booked: list[UUID], inbreker: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await _a_day_later(inbreker)
    old = UUID(int=int((datetime.now(UTC) - timedelta(days=30)).timestamp() * 1000) << 80)
    await book(gateway.db, id=old)
    await inbreker.execute(
        "insert into gebeurtenissen (gemeente, id, bericht_id, soort) overriding system value values ($1, 0, $2, 'x')",
        VENLO,
        booked[0],
    )
    await seal_ledger(gateway)
    of_message, of_event = await found(gateway)
    assert of_message.startswith(f"berichten {old} (zegel 2 van")
    assert of_message.endswith("en dan was zij eerder verzegeld")
    assert of_event == "gebeurtenissen 0 is toegevoegd zonder zegel"


async def test_a_row_slipped_in_without_what_goes_with_it_gets_no_seal(
    gateway: Gateway, booked: list[UUID], inbreker: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await _a_day_later(inbreker)
    old = UUID(int=int((datetime.now(UTC) - timedelta(days=30)).timestamp() * 1000) << 80)
    await book(gateway.db, id=old)
    await inbreker.execute("delete from leveringen where bericht_id = $1", old)
    await seal_ledger(gateway)
    assert await found(gateway) == [f"berichten {old} is toegevoegd zonder zegel"]


async def test_what_comes_in_later_is_no_addition(
    gateway: Gateway, booked: list[UUID], inbreker: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await _a_day_later(inbreker)
    id = await book(gateway.db)
    async with gateway.db.transaction() as tx:
        await gebeurtenissen.log_event(tx, VENLO, id, "gezien")
    assert await found(gateway) == []
    assert await seal_ledger(gateway) == 2
    assert await found(gateway) == []


async def test_hiding_the_traces_breaks_the_list_or_the_chain(
    gateway: Gateway, booked: list[UUID], inbreker: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await book(gateway.db)
    await seal_ledger(gateway)
    await inbreker.execute("update zegelbladen set hash = sha256(hash) where zegel = 1 and positie = 2")
    wat = await found(gateway)
    assert wat[0] == "de lijst onder zegel 1 is gewijzigd: zij hoort niet bij de wortel"
    async with gateway.db.reading() as tx:
        hashes = await seal_leaves.list_hashes(tx, VENLO, 1)
    await inbreker.execute("update zegels set wortel = $1 where nummer = 1", verzegelen.root(hashes))
    assert "zegel 2 sluit niet aan op zegel 1: een van de twee is gewijzigd" in await found(gateway)


async def test_a_missing_seal_and_a_cut_chain_are_found(
    gateway: Gateway, booked: list[UUID], inbreker: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    for _ in range(2):
        await book(gateway.db)
        await seal_ledger(gateway)
    counted = VerifiedCount()
    assert [each async for each in verify_ledger(gateway, counted)] == []
    noted = counted.newest[VENLO].hash
    assert await found(gateway, NotedHash(noted)) == []
    await inbreker.execute("delete from zegelbladen where zegel = 2")
    await inbreker.execute("delete from zegels where nummer = 2")
    assert "zegel 2 ontbreekt" in await found(gateway)
    await inbreker.execute("delete from zegelbladen where zegel = 3")
    await inbreker.execute("delete from zegels where nummer = 3")
    assert f"geen zegel heeft hash {noted.hex()}: de keten is vervangen of ingekort" in await found(
        gateway, NotedHash(noted)
    )


async def test_a_seal_that_is_gone_from_above_its_rows_is_missed(
    gateway: Gateway, booked: list[UUID], inbreker: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await inbreker.execute("alter table zegelbladen drop constraint fk_zegelbladen_gemeente_zegel")
    for _ in range(2):
        await book(gateway.db)
        await seal_ledger(gateway)
    await inbreker.execute("delete from zegels where nummer = 3")
    assert await found(gateway) == ["zegel 3 ontbreekt; wat eronder lag is niet te controleren"]
    await inbreker.execute("delete from zegels where nummer = 2")
    assert await found(gateway) == ["zegel 2 tot en met 3 ontbreken; wat eronder lag is niet te controleren"]


@pytest.mark.parametrize("left", ["zegels", "zegelbladen"])
async def test_a_municipality_of_which_all_else_is_gone_is_missed(
    gateway: Gateway, booked: list[UUID], inbreker: "asyncpg.Connection[asyncpg.Record]", left: str
) -> None:
    await book(gateway.db)
    await seal_ledger(gateway)
    await inbreker.execute("alter table zegelbladen drop constraint fk_zegelbladen_gemeente_zegel")
    for table in ("gebeurtenissen", "beoordelingen", "leveringen", "berichten", "inzages"):
        await inbreker.execute(f"delete from {table}")
    await inbreker.execute("delete from zegels where nummer = 1" if left == "zegels" else "delete from zegels")
    wat = await found(gateway)
    assert any("zegel 1 " in each and "ontbre" in each for each in wat), wat


async def test_a_proof_holds_without_the_database(gateway: Gateway, booked: list[UUID]) -> None:
    async with gateway.db.reading() as tx:
        message = await berichten.find(tx, booked[3])
    assert message is not None
    proof = await prove_message(gateway, booked[3])
    counted = VerifiedCount()
    assert [each async for each in verify_ledger(gateway, counted)] == []
    proof.check(noted=counted.newest[VENLO].hash, content=message.inhoud)


async def test_there_is_no_proof_of_what_is_not_sealed_or_not_there(gateway: Gateway) -> None:
    id = await book(gateway.db)
    with pytest.raises(Conflict, match="nog-niet-verzegeld"):
        await prove_message(gateway, id)
    with pytest.raises(NotFound, match="bericht-onbekend"):
        await prove_message(gateway, uuid.uuid4())


async def test_a_message_under_a_code_of_no_municipality_is_sealed_too(gateway: Gateway) -> None:
    id = await book(gateway.db, gemeente="9998")
    assert await seal_ledger(gateway) == 1
    assert (await prove_message(gateway, id)).seal.gemeente == "9998"
