"""The seals over the ledger and the read records: rows are sealed in batches, and compared with their seals later.

The rows under a seal are listed one by one (`zegelbladen`), because rows are not committed in the order of their ids: a
batch takes the rows without a seal, among those that are new enough to have none yet.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg

from gateway.standard.merkle import root
from gateway.standard.seal import FIRST, Seal
from gateway.store.custody.seal_rows import FORM, ID, ROWS, leaf
from gateway.store.db.database import Connection
from gateway.store.db.planner import ANEW

LATE_AFTER: Final = timedelta(hours=1)
"""A row that has no seal this long after it was made was not added by the gateway."""
_PORTION: Final = 50_000
"""Rows that one statement reads."""

_READ: Final[Mapping[str, Callable[[str], Any]]] = {"uuid": UUID, "bigint": int}
"""By type the id of a row, in the order of the database."""


async def list_tenants(tx: Connection) -> list[str]:
    """Return every tenant with a row or a seal.

    Some are no municipality: codes in messages that were refused for that, and organisations that asked to read what
    doesn't exist or belongs to no municipality.
    """
    rows = await tx.fetch(
        " union ".join(
            f"""
            (with recursive van (gemeente) as (
                select min(gemeente) from {table}
                union all
                select (select min(t.gemeente) from {table} t where t.gemeente > van.gemeente) from van
                where van.gemeente is not null
            ) select gemeente from van where gemeente is not null)
            """
            for table in ("berichten", "inzages", "zegels", "zegelbladen")
        )
        + "order by gemeente"
    )
    return [row["gemeente"] for row in rows]


async def find_last_seal(tx: Connection, gemeente: str) -> Seal | None:
    """Return the newest seal of this municipality."""
    row = await tx.fetchrow("select * from zegels where gemeente = $1 order by nummer desc limit 1", gemeente)
    return as_seal(row) if row else None


async def list_seals(tx: Connection, gemeente: str) -> list[Seal]:
    """Return all seals of this municipality, first to last."""
    return [
        as_seal(row) for row in await tx.fetch("select * from zegels where gemeente = $1 order by nummer", gemeente)
    ]


async def count_sealed(tx: Connection) -> int:
    """Return how many rows of all municipalities lie under their seals, by the word of those."""
    found: int = await tx.fetchval("select coalesce(sum(aantal), 0)::bigint from zegels")
    return found


async def estimate_unsealed(tx: Connection) -> int:
    """Return about how many rows have no seal, by the statistics of the database; 0 when those don't say."""
    found: int = await tx.fetchval(
        "select greatest(0, (select sum(greatest(reltuples, 0)) from pg_class where oid = any($1::regclass[]))::bigint"
        " - (select coalesce(sum(aantal), 0) from zegels))::bigint",
        list(ROWS),
    )
    return found


async def read_clock(tx: Connection) -> datetime:
    """Return the time by the database's clock."""
    now: datetime = await tx.fetchval("select clock_timestamp()")
    return now


def as_seal(row: asyncpg.Record) -> Seal:
    """Return the row as an object."""
    return Seal(
        gemeente=row["gemeente"],
        nummer=row["nummer"],
        row_count=row["aantal"],
        root=row["wortel"],
        previous=row["vorige"],
        set_at=row["op"],
    )


async def _horizon(tx: Connection, gemeente: str, max_rows: int) -> dict[str, str | None]:
    """Return by table the id after which rows may be without a seal yet; None: any row may.

    This follows from the newest seal older than `LATE_AFTER` that left no row without a seal, which is one of fewer
    than `max_rows` rows. For UUIDs (version 7, by time) it is an id of `LATE_AFTER` before that seal; for numbers the
    last one that was sealed by then.
    """
    row = await tx.fetchrow(
        "select op, tot_gebeurtenis, tot_inzage from zegels where gemeente = $1"
        " and op < clock_timestamp() - $2::interval and aantal < $3 order by nummer desc limit 1",
        gemeente,
        LATE_AFTER,
        max_rows,
    )
    if row is None:
        return dict.fromkeys(ID)
    milliseconds = int((row["op"] - LATE_AFTER).timestamp() * 1000)
    made = str(UUID(int=milliseconds << 80))
    numbers = {"gebeurtenissen": str(row["tot_gebeurtenis"]), "inzages": str(row["tot_inzage"])}
    return {table: numbers.get(table, made) for table in ID}


async def seal_batch(tx: Connection, gemeente: str, max_rows: int, passed: dict[str, str | None]) -> Seal | None:
    """Seal at most `max_rows` rows that have no seal, and return the new seal; None when all have one.

    `passed`: by table the id up to which the caller's round has looked, empty when it begins. It is moved on, so that
    a round of many seals looks at each row once. Within the caller's transaction, which waits for any other that seals
    rows of the same municipality.
    """
    await tx.execute("select pg_advisory_xact_lock(hashtextextended('zegel:' || $1, 0))", gemeente)
    previous = await find_last_seal(tx, gemeente)
    if not passed:
        passed |= await _horizon(tx, gemeente, max_rows)
    await tx.execute(ANEW)
    leaves: list[asyncpg.Record] = []
    for table in ROWS:
        done = False
        while not done and len(leaves) < max_rows:
            rows, until = await _unsealed(tx, gemeente, table, passed[table], max_rows - len(leaves), hashes=True)
            leaves += rows
            done = until is None
            if len(leaves) == max_rows or (done and rows):
                until = rows[-1]["sleutel"]
            passed[table] = until or passed[table]
    if not leaves:
        return None
    op = await read_clock(tx)
    made = Seal(
        gemeente=gemeente,
        nummer=previous.nummer + 1 if previous else 1,
        row_count=len(leaves),
        root=root([leaf_row["hash"] for leaf_row in leaves]),
        previous=previous.hash if previous else FIRST,
        set_at=op,
    )
    await _insert(tx, made, leaves)
    return made


async def _unsealed(
    tx: Connection, gemeente: str, table: str, after: str | None, max_rows: int, *, hashes: bool
) -> tuple[list[asyncpg.Record], str | None]:
    """Return at most `max_rows` rows without a seal after this id, and the id up to which it looked; None: to the end.

    Looks at `_PORTION` rows by index: one statement over millions of rows would be cut off. The seal is looked up row
    by row, since a join would be planned as if a table that is new under the seals had next to no rows.
    """
    id_type = ID[table]
    until: str | None = await tx.fetchval(
        f"select r.id::text from {table} r where r.gemeente = $1 and ($2::text is null or r.id > $2::text::{id_type})"
        f" order by r.id offset {_PORTION - 1} limit 1",
        gemeente,
        after,
    )
    rows = await tx.fetch(
        f"""
        select '{table}' as tabel, r.id::text as sleutel, {leaf(table) if hashes else "null"} as hash from {table} r
        where r.gemeente = $1 and ($2::text is null or r.id > $2::text::{id_type})
            and ($3::text is null or r.id <= $3::text::{id_type}) and (
            select z.positie from zegelbladen z where z.gemeente = $1 and z.tabel = '{table}' and z.sleutel = r.id::text
            ) is null
        order by r.id limit $4
        """,
        gemeente,
        after,
        until,
        max_rows,
    )
    return rows, until


async def _insert(tx: Connection, made: Seal, leaves: Sequence[asyncpg.Record]) -> None:
    await tx.execute(
        """
        insert into zegels (gemeente, nummer, aantal, wortel, vorige, op, tot_gebeurtenis, tot_inzage, vorm)
        select $1, $2, $3, $4, $5, $6, greatest($7, max(tot_gebeurtenis)), greatest($8, max(tot_inzage)), $9
        from zegels where gemeente = $1 and nummer = $2 - 1
        """,
        made.gemeente,
        made.nummer,
        made.row_count,
        made.root,
        made.previous,
        made.set_at,
        _last("gebeurtenissen", leaves),
        _last("inzages", leaves),
        FORM,
    )
    await tx.execute(
        "insert into zegelbladen (gemeente, zegel, positie, tabel, sleutel, hash)"
        " select $1, $2, b.n - 1, b.tabel, b.sleutel, b.hash"
        " from unnest($3::text[], $4::text[], $5::bytea[]) with ordinality as b (tabel, sleutel, hash, n)",
        made.gemeente,
        made.nummer,
        [leaf_row["tabel"] for leaf_row in leaves],
        [leaf_row["sleutel"] for leaf_row in leaves],
        [leaf_row["hash"] for leaf_row in leaves],
    )


def _last(table: str, leaves: Sequence[asyncpg.Record]) -> int:
    """Return the highest number among the rows of this table; 0 when there is none."""
    return max((int(leaf_row["sleutel"]) for leaf_row in leaves if leaf_row["tabel"] == table), default=0)


async def find_unsealed(tx: Connection, gemeente: str, max_rows: int) -> AsyncIterator[tuple[str, str, bool]]:
    """Yield the table and id of every row without a seal, and True when it should have had one by now.

    Within a transaction. `max_rows`: the largest number of rows under one seal.
    """
    await tx.execute(ANEW)
    for table, horizon in (await _horizon(tx, gemeente, max_rows)).items():
        read = _READ[ID[table]]
        after, more = None, True
        while more:
            rows, after = await _unsealed(tx, gemeente, table, after, _PORTION, hashes=False)
            more = after is not None
            for row in rows:
                yield table, row["sleutel"], horizon is not None and read(row["sleutel"]) <= read(horizon)
