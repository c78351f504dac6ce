"""Retention of messages and read records: finding those past their term, erasing their content, and holds against it.

The database itself refuses to erase a message that is young, undelivered, parked, held, a request without an answer, or
about a client whose care goes on: the view `wisbaar`, of migration 0070. Likewise for read records: `verlopen_inzages`,
of 0017. The chosen terms can only keep more than that.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from gateway.store.db.database import Connection
from gateway.store.db.places import HOLD_REASON, Secret
from gateway.store.db.roles import ERASER, RELEASER, acting_as
from gateway.store.parties.operator_log import Actor

_PAGE: Final = 20_000
"""Messages of one statement; with more, looking up the last contact of their clients would read the whole ledger."""
_TERMS: Final = "unnest($2::text[], $3::int[]) as t (soort, maanden)"
_OLD: Final = f"""
select id from berichten b left join {_TERMS} on t.soort = b.soort
where gemeente = $1 and ($6::uuid is null or id > $6) and case when vastgelegd_op < $5::timestamptz
    - make_interval(months => case when client_id is null then least(t.maanden, $4) else coalesce(t.maanden, $4) end)
    then (inhoud).inhoud <> '' end
order by id limit $7
"""
_ERASABLE: Final = f"""
select w.id, w.client_id, w.vastgelegd_op, g.maanden, $5::timestamptz - make_interval(months => g.maanden) as tot
from wisbaar w join berichten m on m.gemeente = w.gemeente and m.id = w.id
left join {_TERMS} on t.soort = w.soort
cross join lateral (select exists (
    select from declaraties d where d.gemeente = w.gemeente and d.bericht_id in (w.id, m.heenbericht_id)
) as telt) c
cross join lateral (
    select coalesce(case when w.client_id is not null or c.telt then t.maanden end, $4) as maanden
) g
where w.gemeente = $1 and w.id = any($6::uuid[]) order by w.id
"""


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold: nothing about this client is erased."""

    gemeente: str
    client_id: UUID
    reden: str
    sinds: datetime
    door: str | None
    """None: from before the operator was recorded."""


@dataclass(frozen=True, slots=True)
class DuePage:
    """A number of consecutive messages of a municipality, by id."""

    past_term: dict[int, list[UUID]]
    """By term in months the messages among them that are past it and may be erased."""
    last: UUID | None
    """The last one that was looked at; None: there are no more."""


async def find_due(
    tx: Connection,
    gemeente: str,
    months: Mapping[str, int],
    months_without_client: int,
    now: datetime,
    after: UUID | None,
) -> DuePage:
    """Return the messages past their term among the next `_PAGE` after this one that are old enough and not yet erased.

    A term runs from the last message about the client, or the end of the client's last assignment when that is later;
    for a message without a client here from when it was kept. A claim that counts, and its answer, are about several
    clients: their term runs from when they were kept, and a hold on any of those keeps them. Within a transaction. A
    message that is too young is not looked at any further, since the check that it wasn't erased yet reads its content.
    """
    await tx.execute("set local plan_cache_mode = force_custom_plan")
    terms = list(months), list(months.values()), months_without_client, now
    old_ids = [row["id"] for row in await tx.fetch(_OLD, gemeente, *terms, after, _PAGE)]
    rows = await tx.fetch(_ERASABLE, gemeente, *terms, old_ids)
    contact = await _last_contact(tx, gemeente, {row["client_id"] for row in rows} - {None})
    past_term: dict[int, list[UUID]] = {}
    for row in rows:
        if max(row["vastgelegd_op"], contact.get(row["client_id"], row["vastgelegd_op"])) < row["tot"]:
            past_term.setdefault(row["maanden"], []).append(row["id"])
    return DuePage(past_term, old_ids[-1] if len(old_ids) == _PAGE else None)


async def _last_contact(tx: Connection, gemeente: str, clienten: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when the last message about each client was kept, or when its last assignment ends if that is later.

    The first instant of year 1 in the Netherlands falls before year 1 in UTC, which Python can't hold.
    """
    if not clienten:
        return {}
    rows = await tx.fetch(
        """
        select client_id, max(op) as op from (
            select client_id, vastgelegd_op as op from berichten where gemeente = $1 and client_id = any($2::uuid[])
            union all
            select t.client_id, greatest(v.einddatum, '0001-01-02')::timestamp at time zone 'Europe/Amsterdam'
            from toewijzingen t
            join toewijzing_versies v on v.gemeente = t.gemeente and v.nummer = t.nummer
            where t.gemeente = $1 and t.client_id = any($2::uuid[])
        ) contact group by client_id
        """,
        gemeente,
        list(clienten),
    )
    return {row["client_id"]: row["op"] for row in rows}


async def erase(tx: Connection, gemeente: str, ids: Sequence[UUID], term_months: int) -> int:
    """Erase the content of these messages as far as the database allows, with an event each; return how many it was.

    Raises RoleMissing.
    """
    async with acting_as(tx, ERASER):
        erased: int = await tx.fetchval("select wis_inhoud($1, $2::uuid[], $3)", gemeente, ids, term_months)
    return erased


async def count_expired_reads(tx: Connection, gemeente: str, term_months: int) -> int:
    """Return how many read records of this municipality are older than the term (60 months at least) and may go."""
    return int(await tx.fetchval("select count(*) from verlopen_inzages($1, $2)", gemeente, term_months))


async def erase_reads(tx: Connection, gemeente: str, term_months: int, limit: int) -> int:
    """Erase at most `limit` of those read records, oldest first, and record that. Returns how many it erased."""
    async with acting_as(tx, ERASER):
        erased: int = await tx.fetchval("select wis_inzages($1, $2, $3)", gemeente, term_months, limit)
    return erased


async def hold(tx: Connection, client_id: UUID, reden: str, actor: Actor) -> bool | None:
    """Keep all messages about this client from being erased.

    Returns False when there was a hold already, None when there is no such client.
    """
    gemeente = await tx.fetchval("select gemeente from clienten where id = $1", client_id)
    if gemeente is None:
        return None
    id = await tx.fetchval("select nextval('bewaarplichten_id_seq')")
    status = await tx.execute(
        "insert into bewaarplichten (gemeente, id, client_id, reden, vastgelegd_door)"
        " overriding system value values ($1, $2, $3, $4, $5)"
        " on conflict (gemeente, client_id) where opgeheven_op is null do nothing",
        gemeente,
        id,
        client_id,
        Secret(HOLD_REASON.at(gemeente, id), reden.encode()),
        str(actor),
    )
    return status == "INSERT 0 1"


async def release(tx: Connection, client_id: UUID, actor: Actor) -> bool:
    """End the hold on this client's data, with a read record that tells it. Returns False when there was none.

    Raises RoleMissing.
    """
    async with acting_as(tx, RELEASER):
        released: bool = await tx.fetchval(
            "select hef_bewaarplicht_op($1, $2, $3)", client_id, actor.organisatie, actor.ingang
        )
    return released


async def list_holds(tx: Connection) -> list[Hold]:
    """Return the present holds, oldest first."""
    rows = await tx.fetch(
        "select id, gemeente, client_id, reden, sinds, vastgelegd_door as door from bewaarplichten"
        " where opgeheven_op is null order by id"
    )
    return [
        Hold(
            row["gemeente"],
            row["client_id"],
            row["reden"].open(HOLD_REASON.at(row["gemeente"], row["id"])).decode(),
            row["sinds"],
            row["door"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs by which a clock that is wrong can be known."""

    database_now: datetime
    newest: datetime | None
    """Time of the newest message, seal or read record of any municipality; None in an empty ledger."""
    before: datetime | None = None
    """Time of the newest seal of before the last while; None: there is none."""
    after: datetime | None = None
    """Time of the first seal since; None: there is none."""


async def read_signs(tx: Connection, gemeenten: Sequence[str], while_ago: datetime) -> Signs:
    """Return the time of the database, that of the newest row of these municipalities, and of the seals around then."""
    row = await tx.fetchrow(
        """
        select clock_timestamp() as now, (
            select max(op) from unnest($1::text[]) as g (gemeente) cross join lateral (values
                ((select vastgelegd_op from berichten b where b.gemeente = g.gemeente order by id desc limit 1)),
                ((select op from zegels z where z.gemeente = g.gemeente order by nummer desc limit 1)),
                ((select op from inzages i where i.gemeente = g.gemeente order by id desc limit 1))
            ) as latest (op)
        ) as newest, max(v.op) as before, min(w.op) as after
        from unnest($1::text[]) as g (gemeente) left join lateral (
            select nummer, op from zegels z where z.gemeente = g.gemeente and z.op <= $2 order by nummer desc limit 1
        ) v on true left join lateral (
            select op from zegels z where z.gemeente = g.gemeente and z.op > $2 and z.nummer > coalesce(v.nummer, 0)
            order by nummer limit 1
        ) w on true
        """,
        gemeenten,
        while_ago,
    )
    assert row is not None
    return Signs(row["now"], row["newest"], row["before"], row["after"])


async def count_reads(tx: Connection, gemeente: str) -> int:
    """Return how many read records of this municipality there are."""
    return int(await tx.fetchval("select count(*) from inzages where gemeente = $1", gemeente))


async def count_messages(tx: Connection, gemeente: str) -> int:
    """Return how many messages of this municipality the ledger holds, erased ones too."""
    return int(await tx.fetchval("select count(*) from berichten where gemeente = $1", gemeente))
