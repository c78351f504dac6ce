"""What waits to be sent to its receiver: claimed by one worker at a time, in order for each client.

Delivery state is our audit trail: each attempt and each receipt is an event of the message. A later message about a
client is not claimed while an earlier one for the same receiver waits, whether it is under way or pauses. A claim that
meets such a follower makes it wait for the one before it (`wacht_op`), so that nobody looks at it again before its
turn comes: a claim costs the same however long the queue is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal
from uuid import UUID

from gateway.store.db.database import Connection
from gateway.store.db.planner import ANEW
from gateway.store.ledger.berichten import legible

_WINDOW: Final = 32
"""How many deliveries that are due one claim looks at, for each receiver."""
_LOOK_AHEAD: Final = 4
"""How many it looks at altogether, for each that was asked for."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that one worker has claimed."""

    gemeente: str
    id: int
    bericht_id: UUID
    soort: str
    identificatie: str
    ontvanger: str
    kanaal: Literal["push", "map"]
    adres: str
    """A URL, or a folder."""
    poging: int
    """1 for the first attempt."""
    oud: timedelta
    """How long it has been waiting to be delivered."""
    proef: bool
    """The one attempt by which we see whether a receiver that rested can be reached again."""
    omvang: int
    """Bytes of the message, as kept."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a round of claiming gave."""

    leveringen: list[Claim]
    verder: bool
    """There was more to look at: claim again at once."""


_CLAIM = f"""
    with bereikbaar as (
        select o.code, o.kanaal, case o.kanaal when 'push' then o.afleveradres else o.aflevermap end as adres,
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
            order by l.niet_voor, l.id limit {_WINDOW}
        ) w limit {_LOOK_AHEAD} * $1
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


async def claim(
    tx: Connection,
    aantal: int,
    lease: timedelta,
    *,
    per_ontvanger: int = 1000,
    bezig: Mapping[str, int] | None = None,
    omvang: int = 2**62,
) -> Claimed:
    """Return at most `aantal` deliveries that are due; no other worker gets them before the lease ends.

    Of `omvang` bytes together, less what the last of them is too large: none is so large that it never has its turn.
    At most `per_ontvanger` for one receiver, less those the worker is `bezig` with already (by code). A receiver that
    is frozen or rests gets none; one that has rested gets one, and rests again until it is known how that went.
    Commit before sending. A worker that dies leaves its claims to whoever comes after the lease.
    """
    await tx.execute(ANEW)
    rows = await tx.fetch(_CLAIM, aantal, per_ontvanger, dict(bezig or {}), lease, omvang)
    leveringen = [
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
    return Claimed(leveringen, bool(leveringen) or rows[0]["uitgesteld"] > 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt: delivered, to be tried again, or (neither) given up."""

    uitkomst: str
    """In a few words, without content."""
    geleverd: bool
    opnieuw_na: timedelta | None = None
    duur_ms: int = 0
    status: int | None = None
    """Of HTTP."""


async def settle(tx: Connection, claim: Claim, outcome: Outcome) -> None:
    """The attempt is on record; the message is delivered, is due again after a while, or is given up.

    What is given up can still be collected from the mailbox. An attempt whose lease ran out and that another worker
    has taken over changes the delivery only when it succeeded. Whatever waited for this message may go now. Saying the
    same once more, because it is not known whether it was heard, does no harm.
    """
    staat = "geleverd" if outcome.geleverd else "opgegeven" if outcome.opnieuw_na is None else "wachtend"
    klaar = await tx.fetchval(
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
        staat,
        outcome.opnieuw_na,
        claim.poging,
        _on_record(claim, outcome),
    )
    if klaar:
        await let_followers_go(tx, claim.gemeente, claim.id)


def _on_record(claim: Claim, outcome: Outcome) -> dict[str, object]:
    found: dict[str, object] = {
        "poging": claim.poging,
        "kanaal": claim.kanaal,
        "uitkomst": outcome.uitkomst,
        "geleverd": outcome.geleverd,
        "duurMs": outcome.duur_ms,
    }
    if outcome.status is not None:
        found["status"] = outcome.status
    return found


async def let_followers_go(tx: Connection, gemeente: str, id: int) -> None:
    """No delivery waits for this one, which no longer waits itself.

    A statement of its own, after the one that changed this delivery: a claim that made another wait for it meanwhile
    held this row, so by now that is seen.
    """
    await tx.execute("update leveringen set wacht_op = null where gemeente = $1 and wacht_op = $2", gemeente, id)


async def follow_channel(tx: Connection, ontvanger: str) -> None:
    """What waits for this receiver goes by the channel it has now, from its first message on and without a pause.

    Rows are locked from the oldest on, as by who settles a delivery and then lets its followers go: so that neither
    waits for the other.
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
