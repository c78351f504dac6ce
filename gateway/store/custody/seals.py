"""The seals over the ledger and the read records: rows are sealed in batches, and compared with their seals later.

The rows under a seal are listed one by one (`zegelbladen`), because rows are not committed in the order of their ids: a
batch takes the rows without a seal, among those that are new enough to have none yet (`unsealed`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from gateway.standard.merkle import root
from gateway.standard.seal import FIRST, Seal
from gateway.store.custody.seal_rows import FORM, ROWS
from gateway.store.custody.unsealed import LATE_AFTER, find_horizon, list_seemingly_old, list_unsealed
from gateway.store.db.database import Connection
from gateway.store.db.planner import ANEW


@dataclass(frozen=True, slots=True)
class LateSeal:
    """A municipality whose rows have waited for a seal for too long."""

    gemeente: str
    nummer: int
    """Of its newest seal; 0: it has none."""
    since: datetime
    """When the oldest event or read record without a seal was written."""


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


async def seal_batch(tx: Connection, gemeente: str, max_rows: int, passed: dict[str, str | None]) -> Seal | None:
    """Seal at most `max_rows` rows that have no seal, and return the new seal; None when all have one.

    `passed`: by table the id up to which the caller's round has looked, empty when it begins. It is moved on, so that
    a round of many seals looks at each row once. Within the caller's transaction, which waits for any other that seals
    rows of the same municipality.
    """
    await tx.execute("select pg_advisory_xact_lock(hashtextextended('zegel:' || $1, 0))", gemeente)
    previous = await find_last_seal(tx, gemeente)
    await tx.execute(ANEW)
    leaves: list[asyncpg.Record] = []
    if not passed:
        horizon = await find_horizon(tx, gemeente, max_rows)
        passed |= horizon.after
        leaves += await list_seemingly_old(tx, gemeente, horizon, max_rows, hashes=True)
    for table in ROWS:
        done = False
        while not done and len(leaves) < max_rows:
            rows, until = await list_unsealed(tx, gemeente, table, passed[table], max_rows - len(leaves), hashes=True)
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


async def _insert(tx: Connection, made: Seal, leaves: Sequence[asyncpg.Record]) -> None:
    await tx.execute(
        """
        insert into zegels
            (gemeente, nummer, aantal, wortel, vorige, op, tot_gebeurtenis, tot_inzage, tot_levering, vorm)
        select $1, $2, $3, $4, $5, $6, greatest($7, max(tot_gebeurtenis)), greatest($8, max(tot_inzage)),
            (select coalesce(max(id), 0) from leveringen where gemeente = $1), $9
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


async def list_late(tx: Connection) -> list[LateSeal]:
    """Return the tenants with an event or read record after their newest seal that is older than `LATE_AFTER`."""
    rows = await tx.fetch(
        """
        select t.gemeente, coalesce(z.nummer, 0) as nummer, least(e.op, i.op) as sinds
        from unnest($1::text[]) as t (gemeente) left join lateral (
            select nummer, tot_gebeurtenis, tot_inzage from zegels where gemeente = t.gemeente
            order by nummer desc limit 1
        ) z on true left join lateral (
            select op from gebeurtenissen where gemeente = t.gemeente and id > coalesce(z.tot_gebeurtenis, 0)
            order by id limit 1
        ) e on true left join lateral (
            select op from inzages where gemeente = t.gemeente and id > coalesce(z.tot_inzage, 0) order by id limit 1
        ) i on true
        where least(e.op, i.op) < clock_timestamp() - $2::interval
        order by t.gemeente
        """,
        await list_tenants(tx),
        LATE_AFTER,
    )
    return [LateSeal(row["gemeente"], row["nummer"], row["sinds"]) for row in rows]
