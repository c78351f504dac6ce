"""Leases on the outbox: one worker at a time sends a message, in order for each client.

A later message about a client is not leased while an earlier one for the same receiver waits, whether that is under
way or pauses. A worker that meets such a follower makes it wait for the one before it (`wacht_op`), so that none
looks at it again before its turn comes: a lease costs the same however long the queue is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from gateway.standard.channels import ADDRESS_COLUMNS, ChannelName
from gateway.standard.identifiers import mask_identificatie
from gateway.store.db.database import Connection
from gateway.store.db.planner import ANEW

_MAX_SEEN_PER_RECEIVER: Final = 32
"""Due deliveries that `lease_due` looks at, for each receiver."""
_MAX_SEEN_PER_LEASE: Final = 4
"""Due deliveries that `lease_due` looks at altogether, for each that it may take."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A delivery that one worker may attempt, and no other before the lease ends."""

    gemeente: str
    id: int
    bericht_id: UUID
    soort: str
    identificatie: str
    ontvanger: str
    kanaal: ChannelName
    address: str
    """Such as a URL or a folder."""
    attempt: int
    """1 for the first attempt."""
    waited: timedelta
    """Since the message was booked, offered again, or held by a freeze of its channel."""
    is_probe: bool
    """The one attempt by which we see if a receiver that rested can be reached again."""
    size_bytes: int
    """Of the message, as kept."""
    must_be_tried: bool = False
    """Whether the receiver can be reached by this channel is to be seen before anything is sent."""


@dataclass(frozen=True, slots=True)
class Leased:
    """The deliveries that one call of `lease_due` gave."""

    leases: list[Lease]
    may_be_more: bool
    """There was more to look at: call again at once."""


_LEASE: Final = f"""
    with stil as materialized (
        select s.kanaal, bool_or(s.soorten = '{{}}' and s.van <= now() and s.tot > now()) as geheel,
            array_agg(k.soort) filter (where k.soort is not null and s.van <= now() and s.tot > now()) as soorten,
            max(s.tot) filter (where s.tot <= now()) as hervat
        from stilstanden s left join lateral unnest(s.soorten) as k (soort) on true
        where s.tot > s.van group by s.kanaal
    ), bereikbaar as (
        select o.code, o.kanaal, {{address}} as adres, s.soorten as stil, s.hervat,
            b.rust_tot is not null as proef, b.lijn is not null as onbeproefd,
            case when b.rust_tot is null and b.lijn is null then $2 else 1 end
                - coalesce(($3::jsonb ->> o.code)::int, 0) as ruimte
        from organisaties o left join bestemmingen b on b.ontvanger = o.code left join stil s on s.kanaal = o.kanaal
        where o.kanaal <> 'postvak' and o.bevroren_op is null and s.geheel is not true
            and (b.rust_tot is null or b.rust_tot <= now())
    ), doelen as materialized (
        select * from bereikbaar where ruimte > 0 order by random()
    ), vooraan as materialized (
        select d.code, w.gemeente, w.id, w.niet_voor, w.voorganger
        from doelen d cross join lateral (
            select l.gemeente, l.id, l.niet_voor, (
                select max(e.id) from leveringen e
                where e.gemeente = l.gemeente and e.ontvanger = l.ontvanger and e.reeks = l.reeks and e.id < l.id
                    and e.staat = 'wachtend' and e.kanaal <> 'postvak'
            ) as voorganger
            from leveringen l
            where l.ontvanger = d.code and l.staat = 'wachtend' and l.kanaal <> 'postvak' and l.wacht_op is null
                and l.niet_voor <= now() and (d.stil is null or not exists (
                    select from berichten b
                    where b.gemeente = l.gemeente and b.id = l.bericht_id and b.soort = any(d.stil)))
            order by l.niet_voor, l.id limit {_MAX_SEEN_PER_RECEIVER}
        ) w limit {_MAX_SEEN_PER_LEASE} * $1
    ), gezien as (
        select d.code, d.kanaal, d.adres, d.proef, d.onbeproefd, d.hervat, k.gemeente, k.id, k.bericht_id,
            k.omvang as groot
        from doelen d cross join lateral (
            select l.gemeente, l.id, l.bericht_id, l.omvang
            from vooraan v join leveringen l on l.gemeente = v.gemeente and l.id = v.id
            where v.code = d.code and v.voorganger is null
                and l.staat = 'wachtend' and l.wacht_op is null and l.niet_voor <= now()
            order by v.niet_voor, v.id limit d.ruimte for update of l skip locked
        ) k
        where d.code in (select code from vooraan) limit $1
    ), gewogen as (
        select *, sum(omvang) over (rows between unbounded preceding and 1 preceding) as ervoor from (
            select z.*, b.soort, b.identificatie, coalesce(z.groot, pg_column_size(b.inhoud)) as omvang
            from gezien z join berichten b on b.gemeente = z.gemeente and b.id = z.bericht_id
        ) m
    ), gevonden as (
        select * from gewogen where coalesce(ervoor, 0) < $5
    ), proeven as (
        select b.ontvanger from bestemmingen b where b.ontvanger in (select code from gevonden where proef)
            and b.rust_tot <= now() for update skip locked
    ), begonnen as (
        update bestemmingen b set rust_tot = now() + $4 from proeven p where b.ontvanger = p.ontvanger
    ), genomen as (
        update leveringen l set niet_voor = now() + $4, pogingen = l.pogingen + 1, onderweg = true
        from gevonden g
        where l.gemeente = g.gemeente and l.id = g.id
            and (not g.proef or g.code in (select ontvanger from proeven))
        returning l.gemeente, l.id, l.bericht_id, g.soort, g.identificatie, g.code, g.kanaal, g.adres, l.pogingen,
            now() - greatest(l.sinds, g.hervat) as oud, g.proef, g.omvang, g.onbeproefd
    ), volgers as (
        select l.gemeente, l.id, v.voorganger
        from vooraan v
        join leveringen l on l.gemeente = v.gemeente and l.id = v.id
        join leveringen e on e.gemeente = v.gemeente and e.id = v.voorganger
        where l.staat = 'wachtend' and l.wacht_op is null and e.staat = 'wachtend'
        for update of l skip locked for share of e skip locked
    ), uitgesteld as (
        update leveringen l set wacht_op = v.voorganger from volgers v where l.gemeente = v.gemeente and l.id = v.id
        returning 1
    )
    select (select count(*) from uitgesteld) as uitgesteld, g.*
    from (select 1) een left join genomen g on true order by g.id
"""


def _lease_statement(address_columns: Mapping[ChannelName, str]) -> str:
    """Return the statement that leases deliveries by these channels, each with the column of its address."""
    address = " ".join(f"when '{name}' then o.{column}" for name, column in address_columns.items())
    return _LEASE.replace("{address}", f"case o.kanaal {address} end")


_LEASE_BY_ANY_CHANNEL: Final = _lease_statement(ADDRESS_COLUMNS)


async def lease_due(
    tx: Connection,
    limit: int,
    term: timedelta,
    *,
    max_per_receiver: int = 1000,
    busy: Mapping[str, int] | None = None,
    max_bytes: int = 2**62,
) -> Leased:
    """Lease at most `limit` deliveries that are due; no other worker gets them before `term` is over.

    Together they have `max_bytes`, but for the last one, which may go beyond it: so no message is too large to have
    its turn. Each receiver gets at most `max_per_receiver`, less the attempts under way in this worker (`busy`, by
    code). A receiver that is frozen or rests gets none, nor one whose channel stands still; one whose line is to be
    tried gets one; one that has rested gets one, and rests again until the outcome is known. Commit before sending.
    The deliveries of a worker that dies can be leased again after the term.
    """
    await tx.execute(ANEW)
    rows = await tx.fetch(_LEASE_BY_ANY_CHANNEL, limit, max_per_receiver, dict(busy or {}), term, max_bytes)
    found = [
        Lease(
            row["gemeente"],
            row["id"],
            row["bericht_id"],
            row["soort"],
            mask_identificatie(row["identificatie"]),
            row["code"],
            row["kanaal"],
            row["adres"],
            row["pogingen"],
            row["oud"],
            row["proef"],
            row["omvang"],
            row["onbeproefd"],
        )
        for row in rows
        if row["id"] is not None
    ]
    return Leased(found, bool(found) or rows[0]["uitgesteld"] > 0)
