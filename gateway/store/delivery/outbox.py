"""The outbox: messages that wait to be sent, claimed by one worker at a time, in order for each client.

Each attempt and each receipt is an event of the message: that is the audit trail. A later message about a client is
not claimed while an earlier one for the same receiver waits, whether that is under way or pauses. A claim that meets
such a follower makes it wait for the one before it (`wacht_op`), so that no claim looks at it again before its turn
comes: a claim costs the same however long the queue is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from gateway.standard.channels import ADDRESS_COLUMNS, ChannelName
from gateway.store.db.database import Connection
from gateway.store.db.planner import ANEW
from gateway.store.ledger.berichten import legible

_MAX_SEEN_PER_RECEIVER: Final = 32
"""Due deliveries that one claim looks at, for each receiver."""
_MAX_SEEN_PER_CLAIMED: Final = 4
"""Due deliveries that one claim looks at altogether, for each that it may take."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that one worker has claimed."""

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
    """Since the message was booked, or offered again."""
    is_probe: bool
    """The one attempt by which we see if a receiver that rested can be reached again."""
    size_bytes: int
    """Of the message, as kept."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """The result of one claim."""

    claims: list[Claim]
    may_be_more: bool
    """There was more to look at: claim again at once."""


_CLAIM: Final = f"""
    with bereikbaar as (
        select o.code, o.kanaal, {{address}} as adres,
            b.rust_tot is not null as proef,
            case when b.rust_tot is null then $2 else 1 end - coalesce(($3::jsonb ->> o.code)::int, 0) as ruimte
        from organisaties o left join bestemmingen b on b.ontvanger = o.code
        where o.kanaal <> 'postvak' and o.bevroren_op is null and (b.rust_tot is null or b.rust_tot <= now())
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
                and l.niet_voor <= now()
            order by l.niet_voor, l.id limit {_MAX_SEEN_PER_RECEIVER}
        ) w limit {_MAX_SEEN_PER_CLAIMED} * $1
    ), gezien as (
        select d.code, d.kanaal, d.adres, d.proef, k.gemeente, k.id, k.bericht_id
        from doelen d cross join lateral (
            select l.gemeente, l.id, l.bericht_id
            from vooraan v join leveringen l on l.gemeente = v.gemeente and l.id = v.id
            where v.code = d.code and v.voorganger is null
                and l.staat = 'wachtend' and l.wacht_op is null and l.niet_voor <= now()
            order by v.niet_voor, v.id limit d.ruimte for update of l skip locked
        ) k
        where d.code in (select code from vooraan) limit $1
    ), gewogen as (
        select z.*, b.soort, b.identificatie, pg_column_size(b.inhoud) as omvang,
            sum(pg_column_size(b.inhoud)) over (rows between unbounded preceding and 1 preceding) as ervoor
        from gezien z join berichten b on b.gemeente = z.gemeente and b.id = z.bericht_id
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
            now() - l.sinds as oud, g.proef, g.omvang
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


def _claim_statement(address_columns: Mapping[ChannelName, str]) -> str:
    """Return the statement that claims deliveries by these channels, each with the column of its address."""
    address = " ".join(f"when '{name}' then o.{column}" for name, column in address_columns.items())
    return _CLAIM.replace("{address}", f"case o.kanaal {address} end")


_CLAIM_BY_ANY_CHANNEL: Final = _claim_statement(ADDRESS_COLUMNS)


async def claim(
    tx: Connection,
    limit: int,
    lease: timedelta,
    *,
    max_per_receiver: int = 1000,
    busy: Mapping[str, int] | None = None,
    max_bytes: int = 2**62,
) -> Claimed:
    """Claim at most `limit` deliveries that are due; no other worker gets them before the lease ends.

    Together they have `max_bytes`, but for the last one, which may go beyond it: so no message is too large to have its
    turn. Each receiver gets at most `max_per_receiver`, less the attempts under way in this worker (`busy`, by code). A
    receiver that is frozen or rests gets none; one that has rested gets one, and rests again until the outcome is
    known. Commit before sending. The claims of a worker that dies can be claimed again after the lease.
    """
    await tx.execute(ANEW)
    rows = await tx.fetch(_CLAIM_BY_ANY_CHANNEL, limit, max_per_receiver, dict(busy or {}), lease, max_bytes)
    claims = [
        Claim(
            row["gemeente"],
            row["id"],
            row["bericht_id"],
            row["soort"],
            legible(row["identificatie"]),
            row["code"],
            row["kanaal"],
            row["adres"],
            row["pogingen"],
            row["oud"],
            row["proef"],
            row["omvang"],
        )
        for row in rows
        if row["id"] is not None
    ]
    return Claimed(claims, bool(claims) or rows[0]["uitgesteld"] > 0)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What follows from an attempt: the message is delivered, to be tried again, or (neither) given up."""

    outcome: str
    """In a few words, without content."""
    delivered: bool
    retry_after: timedelta | None = None
    duration_ms: int = 0
    status: int | None = None
    """Of HTTP."""


async def settle(tx: Connection, claim: Claim, settled: Settlement) -> None:
    """Record the attempt, and mark the message as delivered, due again after a while, or given up.

    A message that is given up can still be collected from the mailbox. An attempt whose lease ran out, and whose
    message another worker has claimed since, changes the delivery only when it succeeded. Followers of a message that
    no longer waits are released. Settling the same attempt twice does no harm.
    """
    state = "geleverd" if settled.delivered else "opgegeven" if settled.retry_after is None else "wachtend"
    is_done = await tx.fetchval(
        """
        with bijgewerkt as (
            update leveringen set staat = $4, niet_voor = now() + coalesce($5, interval '0'), onderweg = false,
                afgerond_op = case when $4 = 'geleverd' then now() end
            where gemeente = $1 and id = $2
                and (staat = 'wachtend' and pogingen = $6 or staat <> 'geleverd' and $4 = 'geleverd')
            returning staat <> 'wachtend'
        ), vermeld as (
            insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens)
            select $1, $3, 'afleverpoging', $7 where not exists (
                select from gebeurtenissen where gemeente = $1 and bericht_id = $3 and soort = 'afleverpoging'
                    and (gegevens ->> 'poging')::int = $6)
        )
        select * from bijgewerkt
        """,
        claim.gemeente,
        claim.id,
        claim.bericht_id,
        state,
        settled.retry_after,
        claim.attempt,
        _event(claim, settled),
    )
    if is_done:
        await release_followers(tx, claim.gemeente, claim.id)


def _event(claim: Claim, settled: Settlement) -> dict[str, object]:
    found: dict[str, object] = {
        "poging": claim.attempt,
        "kanaal": claim.kanaal,
        "uitkomst": settled.outcome,
        "geleverd": settled.delivered,
        "duurMs": settled.duration_ms,
    }
    if settled.status is not None:
        found["status"] = settled.status
    return found


async def release_followers(tx: Connection, gemeente: str, id: int) -> None:
    """Let the deliveries go that wait for this one. Call it after the statement by which this one stopped waiting.

    In one statement with that, a follower could be missed: a claim that makes one wait meanwhile holds the row of this
    delivery, and only a later statement sees what it did.
    """
    await tx.execute("update leveringen set wacht_op = null where gemeente = $1 and wacht_op = $2", gemeente, id)


async def follow_channel(tx: Connection, ontvanger: str) -> None:
    """Move all waiting deliveries of this receiver to its current channel and make them due now, oldest first.

    Rows are locked from the oldest on, as `settle` and `release_followers` do: so that neither waits for the other.
    """
    await tx.execute(
        """
        with wachtend as (
            select gemeente, id from leveringen where ontvanger = $1 and staat = 'wachtend' order by id for update
        )
        update leveringen l set kanaal = o.kanaal, wacht_op = null, sinds = now(),
            niet_voor = case when l.onderweg then l.niet_voor else now() end
        from organisaties o, wachtend w
        where o.code = $1 and l.gemeente = w.gemeente and l.id = w.id and l.staat = 'wachtend'
            and (l.kanaal <> 'postvak' or o.kanaal <> 'postvak')
        """,
        ontvanger,
    )
