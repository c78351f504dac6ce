"""The municipalities whose rows have waited for a seal for too long."""

from dataclasses import dataclass
from datetime import datetime

from gateway.store.custody.seals import LATE_AFTER, list_tenants
from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True)
class LateSeal:
    """A municipality whose rows have waited for a seal for too long."""

    gemeente: str
    nummer: int
    """Of its newest seal; 0: it has none."""
    since: datetime
    """When the oldest event or read record without a seal was written."""


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
