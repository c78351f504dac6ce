"""The rows under the seals: each with its hash when it was sealed and its hash now, to compare the two."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gateway.standard.seal import Seal
from gateway.store.custody.seal_rows import ID, PLAIN, TIME, leaf, sealed_form
from gateway.store.custody.seals import as_seal
from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True)
class Leaf:
    """A row under a seal: its hash when it was sealed, and its hash now."""

    seal: int
    position: int
    table: str
    row_id: str
    when_sealed: bytes
    now: bytes | None
    """None: the row is no longer there."""
    made_at: datetime | None
    """The time that the row says it was made; None: it is no longer there."""
    plain: bool
    """It holds content that was written without encryption, after there was a vault."""


async def list_leaves(tx: Connection, gemeente: str, first: int, last: int) -> list[Leaf]:
    """Return the rows under the seals `first` up to and including `last`, in order."""
    now = " ".join(
        f"when '{table}' then (select {leaf(table, 'zegels.vorm')} from {table} r"
        f" where r.gemeente = $1 and r.id = z.sleutel::{id_type})"
        for table, id_type in ID.items()
    )
    made, plain = (
        " ".join(
            f"when '{table}' then (select {what} from {table} r"
            f" where r.gemeente = $1 and r.id = z.sleutel::{ID[table]})"
            for table, what in by_table.items()
        )
        for by_table in (TIME, PLAIN)
    )
    rows = await tx.fetch(
        f"""
        select z.zegel, z.positie, z.tabel, z.sleutel, z.hash, case z.tabel {now} end as nu, case z.tabel {made} end,
            coalesce(zegels.op > (select min(sinds) from sleutelring) and case z.tabel {plain} end, false)
        from zegelbladen z join zegels on (zegels.gemeente, nummer) = (z.gemeente, z.zegel)
        where z.gemeente = $1 and z.zegel between $2 and $3 order by z.zegel, z.positie
        """,
        gemeente,
        first,
        last,
    )
    return [Leaf(*row) for row in rows]


async def find_seal_beyond(tx: Connection, gemeente: str, last: int) -> int | None:
    """Return the highest seal after this number that has leaves; None when there is none."""
    found: int | None = await tx.fetchval(
        "select max(zegel) from zegelbladen where gemeente = $1 and zegel > $2", gemeente, last
    )
    return found


async def last_seal_with_erased_reads(tx: Connection, gemeente: str) -> int:
    """Return the last seal whose read records may have been erased because their term was over; 0: none.

    This follows from the records of erasure. One that was made before a term can have been over, or that is dated in
    the future, doesn't count.
    """
    found: int = await tx.fetchval(
        """
        select coalesce(max(z.nummer), 0) from inzages i
        join zegels z on z.gemeente = i.gemeente and z.nummer::text = i.onderwerp
        where i.gemeente = $1 and i.soort = 'zegel' and i.op > z.op + interval '60 months' and i.op <= clock_timestamp()
        """,
        gemeente,
    )
    return found


async def find_place(tx: Connection, bericht_id: UUID) -> tuple[Seal, int, str] | None:
    """Return the seal a message lies under, its place there from 0, and its sealed form; None while it has no seal."""
    row = await tx.fetchrow(
        f"""
        select z.*, b.positie, {sealed_form("berichten", "z.vorm")} as rij from berichten r
        join zegelbladen b on b.gemeente = r.gemeente and b.tabel = 'berichten' and b.sleutel = r.id::text
        join zegels z on z.gemeente = b.gemeente and z.nummer = b.zegel
        where r.id = $1
        """,
        bericht_id,
    )
    return (as_seal(row), row["positie"], row["rij"]) if row else None


async def list_hashes(tx: Connection, gemeente: str, nummer: int) -> list[bytes]:
    """Return the hashes of the leaves under this seal, in order."""
    rows: list[Any] = await tx.fetch(
        "select hash from zegelbladen where gemeente = $1 and zegel = $2 order by positie", gemeente, nummer
    )
    return [row["hash"] for row in rows]
