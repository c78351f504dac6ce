"""What a claim adds and takes back is what the next one finds."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from gateway.store.claims.prestaties import NewClaim, NewClaimLine, StandingClaims, book_claim, sum_standing
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection, Database
from gateway.store.db.locks import claims_lock
from gateway.store.ledger import berichten
from tests.support.api.parties import VENLO, ZORG
from tests.support.store.ledger import received
from tests.support.store.postgres import execute

JANUARY = date(2024, 1, 1), date(2024, 1, 31)


def a_line(referentie: str, nummer: int = 7, **changes: Any) -> NewClaimLine:
    given: dict[str, Any] = {
        "client_id": None,
        "referentie": referentie,
        "vorige": None,
        "toewijzing_nummer": nummer,
        "categorie": "02",
        "code": "02A02",
        "begindatum": JANUARY[0],
        "einddatum": JANUARY[1],
        "volume": 8,
        "eenheid": "04",
        "tarief": 5000,
        "bedrag": 40000,
    }
    return NewClaimLine(**(given | changes))


async def keep(tx: Connection, name: str, *lines: NewClaimLine) -> UUID:
    """Write a claim of these lines, and return its id."""
    entry = received(name)
    booking = Booking()
    berichten.book_message(booking, entry)
    claim = NewClaim(nummer=name, periode=JANUARY[0], ingediend=0, toegekend=0, prestaties=lines)
    book_claim(booking, entry, claim)
    await booking.write(tx)
    return entry.id


async def test_what_is_granted_stands_until_it_is_credited(db: Database) -> None:
    async with db.transaction() as tx:
        rejected = a_line("R2", code="02A03", retourcodes=("9340", "9338"))
        await keep(tx, "D1", a_line("R1"), rejected, a_line("R3", code="02A04", eenheid="01", volume=30, bedrag=7))
        assert await sum_standing(tx, VENLO, [7, 8]) == {7: StandingClaims({"04": 8, "01": 30}, 40007, JANUARY[1])}
        back = a_line("R4", vorige="R1")
        credit = await keep(tx, "D2", a_line("R5", volume=9, bedrag=45000), back)
        assert await sum_standing(tx, VENLO, [7]) == {7: StandingClaims({"04": 9, "01": 30}, 45007, JANUARY[1])}
        rows = await tx.fetch("select referentie, retourcodes, gecrediteerd_door from prestaties order by referentie")
    assert [tuple(row) for row in rows] == [
        ("R1", [], credit),
        ("R2", ["9340", "9338"], None),
        ("R3", [], None),
        ("R4", [], None),
        ("R5", [], None),
    ]


ROWS_READ = (
    "select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables where relname = 'prestaties'"
)


async def test_a_credit_looks_up_its_own_debit_however_many_stand(db: Database, dsn: str) -> None:
    async with db.transaction() as tx:
        await keep(tx, "D1", *(a_line(f"R{n}", nummer=n // 500, code=f"C{n % 500}") for n in range(4000)))
    await execute(dsn, "vacuum analyze prestaties")
    async with db.transaction(claims_lock(ZORG)) as tx:
        before = await tx.fetchval(ROWS_READ)
        await keep(tx, "D2", *(a_line(f"T{n}", nummer=0, code=f"C{n}", vorige=f"R{n}") for n in range(200)))
        read = await tx.fetchval(ROWS_READ) - before
        assert await tx.fetchval("select count(*) from prestaties where gecrediteerd_door is not null") == 200
    assert read <= 5 * 200


async def test_a_credit_that_is_rejected_takes_back_nothing(db: Database) -> None:
    async with db.transaction() as tx:
        await keep(tx, "D1", a_line("R1"))
        await keep(tx, "D2", a_line("R4", vorige="R1", retourcodes=("8017",)))
        assert (await sum_standing(tx, VENLO, [7]))[7].cents == 40000


async def test_the_database_itself_keeps_two_debits_of_one_month_apart(db: Database) -> None:
    async with db.transaction() as tx:
        await keep(tx, "D1", a_line("R1"))
    async with db.reading() as tx:
        with pytest.raises(asyncpg.UniqueViolationError):
            await keep(tx, "D2", a_line("R2"))


async def test_the_database_itself_takes_a_claim_number_once(db: Database) -> None:
    async with db.transaction() as tx:
        await keep(tx, "D1", a_line("R1"))
    async with db.reading() as tx:
        with pytest.raises(asyncpg.UniqueViolationError):
            await keep(tx, "D1", replace(a_line("R2"), code="02A09"))


async def test_a_number_that_may_hold_a_bsn_is_kept_as_a_pseudonym(db: Database) -> None:
    async with db.transaction() as tx:
        await keep(tx, "999900006", a_line("999900006"), a_line("X", vorige="999900006", retourcodes=("8017",)))
        kept = await tx.fetchrow(
            "select nummer, referentie from declaraties join prestaties using (bericht_id) where regel = 1"
        )
        assert kept is not None
        assert all(each.startswith("BSN-verborgen-") for each in kept)
        await keep(tx, "D2", a_line("R2", vorige="999900006"))
        assert await sum_standing(tx, VENLO, [7]) == {}, "it is found by its pseudonym"


@pytest.mark.parametrize(
    ("volumes", "unit", "most", "more"),
    [
        ({"04": 3, "01": 30}, "04", 3, True),
        ({"04": 3}, "04", 3, False),
        ({"14": 4}, "14", 3, True),
        ({}, None, 0, False),
    ],
)
def test_volumes_are_compared_in_their_unit(volumes: dict[str, int], unit: str | None, most: int, more: bool) -> None:
    assert StandingClaims(volumes, 0, JANUARY[1]).exceeds(most, unit) is more
