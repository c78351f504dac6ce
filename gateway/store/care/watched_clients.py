"""Clients of a municipality whose dates are to be looked at: some in turn, and those whom a message was about."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gateway.store.care import message_view
from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True)
class ClientPage:
    """Some clients of a municipality, one after another by id."""

    last: UUID | None
    """The last one that was passed; None: there are no more."""
    clienten: list[UUID]
    """The clients among them whose dates may give rise to a signal."""
    passed: int
    """How many there are."""


async def list_clients_to_watch(tx: Connection, gemeente: str, after: UUID, sinds: date, limit: int) -> ClientPage:
    """Return the clients to look at among the next `limit` after the one with id `after`.

    These have an assignment that runs or was decided on `sinds` or later, a request that is open, a message that is
    parked, was refused or given up or has findings that stand, or a signal whose cause lasts.
    """
    rows = await tx.fetch(
        "select id from clienten where gemeente = $1 and id > $2 order by id limit $3", gemeente, after, limit
    )
    all_ids = [row["id"] for row in rows]
    to_watch = await tx.fetch(
        """
        select t.client_id from toewijzingen t cross join lateral (
            select einddatum, verwijderd, toewijzingsdatum from toewijzing_versies
            where gemeente = t.gemeente and nummer = t.nummer order by versie desc limit 1
        ) v
        where t.gemeente = $1 and t.client_id = any($2::uuid[]) and (v.toewijzingsdatum >= $3
            or (not v.verwijderd and (v.einddatum is null or v.einddatum >= $3)))
        union
        select client_id from signalen where gemeente = $1 and client_id = any($2::uuid[]) and vervallen_op is null
        union
        select client_id from verzoeken
        where gemeente = $1 and client_id = any($2::uuid[]) and status in ('open', 'in-onderzoek')
        union
        select client_id from berichten
        where gemeente = $1 and oordeel = 'geparkeerd' and client_id = any($2::uuid[])
        """,
        gemeente,
        all_ids,
        sinds,
    )
    found = {row["client_id"] for row in to_watch}
    found.update(
        await message_view.list_troubled_clients(tx, gemeente, [each for each in all_ids if each not in found])
    )
    return ClientPage(all_ids[-1] if len(all_ids) == limit else None, sorted(found), len(all_ids))


async def list_changed_clients(
    tx: Connection, gemeente: str, after: UUID, limit: int
) -> tuple[list[UUID], UUID | None]:
    """Return the clients that the first `limit` messages after `after` are about, and the last of those messages.

    None: there are no more messages.
    """
    rows = await tx.fetch(
        "select id, client_id from berichten where gemeente = $1 and id > $2 order by id limit $3",
        gemeente,
        after,
        limit,
    )
    clienten = dict.fromkeys(row["client_id"] for row in rows if row["client_id"] is not None)
    return list(clienten), rows[-1]["id"] if len(rows) == limit else None
