"""The seals over the ledger and over who looked: rows are sealed in batches, and held against their seals later.

Which rows lie under a seal is written down row by row (`zegelbladen`), because rows are not committed in the order of
their ids: a batch is whatever has no seal yet, among the rows that are new enough to be still without one.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg

from gateway.standard.merkle import root
from gateway.standard.seal import FIRST, Zegel
from gateway.store.custody.seal_rows import ID, ROWS, VORM, leaf
from gateway.store.db.database import Connection
from gateway.store.db.planner import ANEW

LATE_AFTER: Final = timedelta(hours=1)
"""A row that is still without a seal so long after it was made, was added past the gateway."""
_PORTION: Final = 50_000
"""Rows that one statement looks at."""

_READ: Final[Mapping[str, Callable[[str], Any]]] = {"uuid": UUID, "bigint": int}
"""By type the id of a row, in the order of the database."""


async def list_gemeenten(tx: Connection) -> list[str]:
    """Return every gemeentecode with a row or a seal; also one that is no municipality, of a message refused for that.

    And whoever asked for what is nobody's, or isn't there, under a code of its own.
    """
    rows = await tx.fetch(
        " union ".join(
            f"""
            (with recursive van (gemeente) as (
                select min(gemeente) from {tabel}
                union all
                select (select min(t.gemeente) from {tabel} t where t.gemeente > van.gemeente) from van
                where van.gemeente is not null
            ) select gemeente from van where gemeente is not null)
            """
            for tabel in ("berichten", "inzages", "zegels", "zegelbladen")
        )
        + "order by gemeente"
    )
    return [row["gemeente"] for row in rows]


async def find_last_seal(tx: Connection, gemeente: str) -> Zegel | None:
    """Return the newest seal of this municipality."""
    row = await tx.fetchrow("select * from zegels where gemeente = $1 order by nummer desc limit 1", gemeente)
    return as_zegel(row) if row else None


async def list_seals(tx: Connection, gemeente: str) -> list[Zegel]:
    """Return all seals of this municipality, first to last."""
    return [
        as_zegel(row) for row in await tx.fetch("select * from zegels where gemeente = $1 order by nummer", gemeente)
    ]


def as_zegel(row: asyncpg.Record) -> Zegel:
    """Return the row as an object."""
    return Zegel(
        gemeente=row["gemeente"],
        nummer=row["nummer"],
        aantal=row["aantal"],
        wortel=row["wortel"],
        vorige=row["vorige"],
        op=row["op"],
    )


async def _horizon(tx: Connection, gemeente: str, most: int) -> dict[str, str | None]:
    """By table the id after which a row may honestly be without a seal; None: any row may.

    By the newest seal of before `LATE` with which all that was there lay under a seal: one of fewer than `most` rows.
    Of a UUID (version 7, by time) what was made a while before that; of a number the last that was sealed by then.
    """
    row = await tx.fetchrow(
        "select op, tot_gebeurtenis, tot_inzage from zegels where gemeente = $1"
        " and op < clock_timestamp() - $2::interval and aantal < $3 order by nummer desc limit 1",
        gemeente,
        LATE_AFTER,
        most,
    )
    if row is None:
        return dict.fromkeys(ID)
    milliseconds = int((row["op"] - LATE_AFTER).timestamp() * 1000)
    made = str(UUID(int=milliseconds << 80))
    numbers = {"gebeurtenissen": str(row["tot_gebeurtenis"]), "inzages": str(row["tot_inzage"])}
    return {tabel: numbers.get(tabel, made) for tabel in ID}


async def seal_batch(tx: Connection, gemeente: str, most: int, voorbij: dict[str, str | None]) -> Zegel | None:
    """Return at most so many rows that had no seal lie under a new one; None when there was none.

    `voorbij`: by table the id up to which the caller's round has looked, empty when it begins; it is moved on, so that
    each row is looked at once however many seals a round takes. Within the caller's transaction, which waits for
    another that seals the same municipality.
    """
    await tx.execute("select pg_advisory_xact_lock(hashtextextended('zegel:' || $1, 0))", gemeente)
    vorige = await find_last_seal(tx, gemeente)
    if not voorbij:
        voorbij |= await _horizon(tx, gemeente, most)
    await tx.execute(ANEW)
    bladen: list[asyncpg.Record] = []
    for tabel in ROWS:
        klaar = False
        while not klaar and len(bladen) < most:
            rijen, einde = await _unsealed(tx, gemeente, tabel, voorbij[tabel], most - len(bladen), hashes=True)
            bladen += rijen
            klaar = einde is None
            if len(bladen) == most or (klaar and rijen):
                einde = rijen[-1]["sleutel"]
            voorbij[tabel] = einde or voorbij[tabel]
    if not bladen:
        return None
    op = await tx.fetchval("select clock_timestamp()")
    zegel = Zegel(
        gemeente=gemeente,
        nummer=vorige.nummer + 1 if vorige else 1,
        aantal=len(bladen),
        wortel=root([blad["hash"] for blad in bladen]),
        vorige=vorige.hash if vorige else FIRST,
        op=op,
    )
    await _insert(tx, zegel, bladen)
    return zegel


async def _unsealed(
    tx: Connection, gemeente: str, tabel: str, na: str | None, most: int, *, hashes: bool
) -> tuple[list[asyncpg.Record], str | None]:
    """Of the next rows after this id `most` that have no seal, and the id up to which was looked; None: to the end.

    So many at a time, and by indexes: one statement over millions of rows would be cut off. Whether it has a seal is
    looked up row by row: a join is planned as if there were next to none of a table that is new under the seals.
    """
    soort = ID[tabel]
    einde: str | None = await tx.fetchval(
        f"select r.id::text from {tabel} r where r.gemeente = $1 and ($2::text is null or r.id > $2::text::{soort})"
        f" order by r.id offset {_PORTION - 1} limit 1",
        gemeente,
        na,
    )
    rijen = await tx.fetch(
        f"""
        select '{tabel}' as tabel, r.id::text as sleutel, {leaf(tabel) if hashes else "null"} as hash from {tabel} r
        where r.gemeente = $1 and ($2::text is null or r.id > $2::text::{soort})
            and ($3::text is null or r.id <= $3::text::{soort}) and (
            select z.positie from zegelbladen z where z.gemeente = $1 and z.tabel = '{tabel}' and z.sleutel = r.id::text
            ) is null
        order by r.id limit $4
        """,
        gemeente,
        na,
        einde,
        most,
    )
    return rijen, einde


async def _insert(tx: Connection, zegel: Zegel, bladen: Sequence[asyncpg.Record]) -> None:
    await tx.execute(
        """
        insert into zegels (gemeente, nummer, aantal, wortel, vorige, op, tot_gebeurtenis, tot_inzage, vorm)
        select $1, $2, $3, $4, $5, $6, greatest($7, max(tot_gebeurtenis)), greatest($8, max(tot_inzage)), $9
        from zegels where gemeente = $1 and nummer = $2 - 1
        """,
        zegel.gemeente,
        zegel.nummer,
        zegel.aantal,
        zegel.wortel,
        zegel.vorige,
        zegel.op,
        _last("gebeurtenissen", bladen),
        _last("inzages", bladen),
        VORM,
    )
    await tx.execute(
        "insert into zegelbladen (gemeente, zegel, positie, tabel, sleutel, hash)"
        " select $1, $2, b.n - 1, b.tabel, b.sleutel, b.hash"
        " from unnest($3::text[], $4::text[], $5::bytea[]) with ordinality as b (tabel, sleutel, hash, n)",
        zegel.gemeente,
        zegel.nummer,
        [blad["tabel"] for blad in bladen],
        [blad["sleutel"] for blad in bladen],
        [blad["hash"] for blad in bladen],
    )


def _last(tabel: str, bladen: Sequence[asyncpg.Record]) -> int:
    """Return the highest number among the rows of this table; 0 when there is none."""
    return max((int(blad["sleutel"]) for blad in bladen if blad["tabel"] == tabel), default=0)


async def find_unsealed(tx: Connection, gemeente: str, most: int) -> AsyncIterator[tuple[str, str, bool]]:
    """Table and id of every row without a seal, and whether it should have had one by now. Within a transaction.

    `most`: rows under one seal.
    """
    await tx.execute(ANEW)
    for tabel, horizon in (await _horizon(tx, gemeente, most)).items():
        lees = _READ[ID[tabel]]
        na, meer = None, True
        while meer:
            rijen, na = await _unsealed(tx, gemeente, tabel, na, _PORTION, hashes=False)
            meer = na is not None
            for rij in rijen:
                yield tabel, rij["sleutel"], horizon is not None and lees(rij["sleutel"]) <= lees(horizon)
