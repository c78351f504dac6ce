"""Rows without a seal: those that may have none yet, and those that should have had one.

Rows are not committed in the order of their ids, so a batch takes the rows without a seal among those that are new
enough to have none yet. Ids of messages and verdicts hold the time of the gateway's clock. Those of a clock that was
behind seem old, and are known to be new by the number of the delivery or event that was written with them.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg

from gateway.store.custody.seal_rows import ID, leaf
from gateway.store.db.database import Connection
from gateway.store.db.planner import ANEW

LATE_AFTER: Final = timedelta(hours=1)
"""A row that has no seal this long after it was made was not added by the gateway."""
_PORTION: Final = 50_000
"""Rows that one statement reads."""

_READ: Final[Mapping[str, Callable[[str], Any]]] = {"uuid": UUID, "bigint": int}
"""By type the id of a row, in the order of the database."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far back a row may be without a seal yet."""

    after: Mapping[str, str | None]
    """By table the id after which any row may; None: any row of the table."""
    event: int = 0
    """Up to this id in `gebeurtenissen` no event may."""
    delivery: int | None = None
    """And up to this one in `leveringen` no message of a delivery; None: not known, or not needed."""


async def find_horizon(tx: Connection, gemeente: str, max_rows: int) -> Horizon:
    """Return the horizon of this municipality.

    It follows from the newest seal older than `LATE_AFTER` that left no row without a seal, which is one of fewer than
    `max_rows` rows. For UUIDs (version 7, by time) it is an id of `LATE_AFTER` before that seal; for numbers the last
    one that was given by then.
    """
    row = await tx.fetchrow(
        "select op, tot_gebeurtenis, tot_inzage, tot_levering from zegels where gemeente = $1"
        " and op < clock_timestamp() - $2::interval and aantal < $3 order by nummer desc limit 1",
        gemeente,
        LATE_AFTER,
        max_rows,
    )
    if row is None:
        return Horizon(dict.fromkeys(ID))
    milliseconds = int((row["op"] - LATE_AFTER).timestamp() * 1000)
    made = str(UUID(int=milliseconds << 80))
    numbers = {"gebeurtenissen": str(row["tot_gebeurtenis"]), "inzages": str(row["tot_inzage"])}
    after = {table: numbers.get(table, made) for table in ID}
    return Horizon(after, row["tot_gebeurtenis"], row["tot_levering"])


_WRITTEN_WITH: Final = {
    "berichten": (
        "leveringen n join berichten r on (r.gemeente, r.id) = (n.gemeente, n.bericht_id)"
        " where n.bericht_id <= $3::text::uuid"
    ),
    "beoordelingen": (
        "gebeurtenissen n join beoordelingen r on (r.gemeente, r.bericht_id) = (n.gemeente, n.bericht_id)"
        " where n.soort = 'beoordeeld' and r.id <= $3::text::uuid"
    ),
}
"""By table with UUIDs as ids: its rows `r` up to an id, and the row `n` that was written with each and has a number."""


async def list_seemingly_old(
    tx: Connection, gemeente: str, horizon: Horizon, max_rows: int, *, hashes: bool
) -> list[asyncpg.Record]:
    """Return at most `max_rows` rows without a seal whose ids are of before the horizon, and that were added since."""
    if horizon.delivery is None:
        return []
    found: dict[tuple[str, str], asyncpg.Record] = {}
    for table, number in (("berichten", horizon.delivery), ("beoordelingen", horizon.event)):
        rows = await tx.fetch(
            f"select distinct '{table}' as tabel, r.id::text as sleutel, {leaf(table) if hashes else 'null'} as hash"
            f" from {_WRITTEN_WITH[table]} and n.gemeente = $1 and n.id > $2"
            f" and not exists (select from zegelbladen z where z.gemeente = $1 and z.tabel = '{table}'"
            " and z.sleutel = r.id::text) limit $4",
            gemeente,
            number,
            horizon.after[table],
            max_rows - len(found),
        )
        found |= {(row["tabel"], row["sleutel"]): row for row in rows}
    return list(found.values())


async def list_unsealed(
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


async def find_unsealed(tx: Connection, gemeente: str, max_rows: int) -> AsyncIterator[tuple[str, str, bool]]:
    """Yield the table and id of every row without a seal, and True when it should have had one by now.

    Within a transaction. `max_rows`: the largest number of rows under one seal.
    """
    await tx.execute(ANEW)
    horizon = await find_horizon(tx, gemeente, max_rows)
    new = {row["sleutel"] for row in await list_seemingly_old(tx, gemeente, horizon, max_rows, hashes=False)}
    for table, earliest in horizon.after.items():
        read = _READ[ID[table]]
        after, more = None, True
        while more:
            rows, after = await list_unsealed(tx, gemeente, table, after, _PORTION, hashes=False)
            more = after is not None
            for row in rows:
                is_late = earliest is not None and read(row["sleutel"]) <= read(earliest)
                yield table, row["sleutel"], is_late and row["sleutel"] not in new
