"""The codes of findings are written with each verdict, and filled in for what was kept before there were codes."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from gateway.standard.findings import VISIBLE_TO_PROVIDER, Outcome
from gateway.store.db.booking import Booking
from gateway.store.db.database import Database
from gateway.store.ledger import beoordelingen, bevindingcodes
from gateway.store.ledger.aanvullingen import RowPlace
from gateway.store.ledger.bevindingcodes import codes_of
from tests.support.api.parties import VENLO, VENRAY
from tests.support.store.key_ring import LENIENT
from tests.support.store.ledger import book, entry
from tests.support.store.postgres import execute

FINDINGS = [
    {"code": "TR019"},
    {"code": "TR019"},
    {"code": "NL-201"},
    {"code": "NL-701"},
    {"code": "NL-701", VISIBLE_TO_PROVIDER: True},
]
BEGIN = RowPlace("", UUID(int=0))
REMOVE = "delete from bevindingcodes"


async def codes(db: Database) -> list[tuple[UUID, UUID, str, bool]]:
    async with db.reading() as tx:
        rows = await tx.fetch(
            "select bericht_id, oordeel_id, code, voor_aanbieder from bevindingcodes order by bericht_id, code"
        )
    return [tuple(row) for row in rows]


def test_a_code_counts_once_and_for_the_provider_when_it_sees_one_of_its_findings() -> None:
    assert codes_of(FINDINGS) == {"TR019": True, "NL-201": False, "NL-701": True}
    assert codes_of([]) == {}


async def test_a_message_is_booked_with_its_codes_and_each_later_verdict_has_its_own(db: Database) -> None:
    id = await book(db, bevindingen=[{"code": "TR056", "crash": "KeyError"}], oordeel=Outcome.GEPARKEERD)
    await book(db)
    assert await codes(db) == [(id, id, "TR056", True)]
    judged = entry(id=id, bevindingen=[{"code": "NL-201"}])
    async with db.transaction() as tx:
        beoordelingen.book_verdict(booking := Booking(), judged, "test", datetime.now(UTC))
        await booking.write(tx)
    (_, own, *_), (_, _, *first) = sorted(await codes(db), key=lambda each: each[2])
    assert own != id
    assert first == ["TR056", True]


async def test_what_was_kept_before_is_filled_in_piece_by_piece_and_only_where_it_lacks(dsn: str, db: Database) -> None:
    ids = [
        await book(db, bevindingen=found, gemeente=gemeente)
        for gemeente in (VENLO, VENRAY)
        for found in (FINDINGS, [], [{"code": "TR056"}])
    ]
    parked = await book(db, bevindingen=[{"code": "TR101", "crash": "x"}], oordeel=Outcome.GEPARKEERD)
    later = replace(entry(), id=parked, bevindingen=({"code": "OP289"},))
    async with db.transaction() as tx:
        beoordelingen.book_verdict(booking := Booking(), later, "test", datetime.now(UTC))
        await booking.write(tx)
    written = await codes(db)
    assert len(written) == 2 * 4 + 2
    await execute(dsn, f"{REMOVE} where code <> 'TR056'")
    after, seen = BEGIN, 0
    while True:
        async with db.transaction() as tx:
            found = await bevindingcodes.add_older(tx, after, 2)
        seen += found.rows
        assert found.unreadable == 0
        if found.last is None:
            break
        after = found.last
    assert seen == len(ids) + 1
    assert await codes(db) == written


async def test_what_nobody_can_open_is_counted_and_what_was_erased_gets_no_codes(dsn: str, db: Database) -> None:
    moved, erased = await book(db, bevindingen=FINDINGS), await book(db, bevindingen=FINDINGS)
    await execute(dsn, REMOVE)
    await execute(
        dsn,
        "alter table berichten disable trigger user;"
        f" update berichten set bevindingen = (select bevindingen from berichten where id = '{erased}')"
        f" where id = '{moved}'; update berichten set inhoud = row(0, '')::geheim where id = '{erased}'",
    )
    async with db.transaction() as tx:
        found = await bevindingcodes.add_older(tx, BEGIN, 10)
    assert (found.rows, found.unreadable) == (2, 1)
    assert await codes(db) == []


async def test_an_unencrypted_finding_from_before_the_vault_is_filled_in_too(dsn: str) -> None:
    db = await Database.connect(dsn, vault=LENIENT)
    try:
        id = await book(db)
        await execute(
            dsn,
            "alter table berichten disable trigger user;"
            """ update berichten set bevindingen = row(0, '[{"code":"T1"}]')::geheim""",
        )
        async with db.transaction() as tx:
            await bevindingcodes.add_older(tx, BEGIN, 10)
        assert await codes(db) == [(id, id, "T1", True)]
    finally:
        await db.close()
