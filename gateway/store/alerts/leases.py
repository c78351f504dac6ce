"""Leases on alerts that wait: one worker at a time sends one, and each attempt is on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True)
class AlertLease:
    """An alert that one worker may send, and no other before the lease ends."""

    organisatie: str
    id: UUID
    adres_id: UUID
    soort: str
    gegevens: Mapping[str, Any]
    ontstaan_op: datetime
    url: str
    afgeschermd: bool
    attempt: int
    """1 for the first attempt."""
    waited: timedelta
    """Since it was raised."""


_ROW: Final = (
    "t.organisatie, t.id, t.adres_id, t.soort, t.gegevens, t.ontstaan_op, {a}.url, {a}.afgeschermd, t.pogingen,"
    " now() - t.ontstaan_op"
)
_LEASE: Final = f"""
    with adressen as materialized (
        select a.organisatie, a.id, a.url, a.afgeschermd,
            case when a.rust_tot is null then $2 else 1 end - coalesce(($3::jsonb ->> a.id::text)::int, 0) as ruimte
        from attenderingsadressen a join organisaties o on o.code = a.organisatie
        where a.ingetrokken_op is null and o.bevroren_op is null and (a.rust_tot is null or a.rust_tot <= now())
        order by random()
    ), gekozen as (
        select d.url, d.afgeschermd, k.organisatie, k.id from adressen d cross join lateral (
            select w.organisatie, w.id from attenderingen w
            where w.organisatie = d.organisatie and w.adres_id = d.id and w.staat = 'wachtend' and w.niet_voor <= now()
            order by w.niet_voor, w.id limit greatest(d.ruimte, 0) for update skip locked
        ) k limit $1
    )
    update attenderingen t set niet_voor = now() + $4, pogingen = t.pogingen + 1
    from gekozen g where t.organisatie = g.organisatie and t.id = g.id
    returning {_ROW.format(a="g")}
"""


async def lease_due(
    tx: Connection, limit: int, term: timedelta, *, max_per_address: int, busy: Mapping[UUID, int]
) -> list[AlertLease]:
    """Lease at most `limit` alerts that are due; no other worker gets them before `term` is over.

    Each address gets at most `max_per_address`, less those under way in this worker (`busy`, by id of the address). One
    that rests gets none; one that has rested gets one. An organisation that is frozen gets none. Commit before sending.
    """
    rows = await tx.fetch(_LEASE, limit, max_per_address, {str(id): count for id, count in busy.items()}, term)
    return [AlertLease(*row) for row in rows]


async def find_leased(tx: Connection, organisatie: str, id: UUID) -> AlertLease:
    """Return this alert, which the caller wrote and leased itself."""
    row = await tx.fetchrow(
        f"select {_ROW.format(a='a')} from attenderingen t"
        " join attenderingsadressen a on a.organisatie = t.organisatie and a.id = t.adres_id"
        " where t.organisatie = $1 and t.id = $2",
        organisatie,
        id,
    )
    assert row is not None
    return AlertLease(*row)


async def settle(
    tx: Connection, lease: AlertLease, outcome: str, duration_ms: int, *, delivered: bool, retry_after: timedelta | None
) -> None:
    """Record the attempt, and mark the alert as delivered, due again after a while, or (neither) given up.

    An attempt whose lease ran out, and whose alert another worker has leased since, changes it only when it succeeded.
    """
    state = "geleverd" if delivered else "opgegeven" if retry_after is None else "wachtend"
    await tx.execute(
        """
        with bijgewerkt as (
            update attenderingen set staat = $3, uitkomst = $5, niet_voor = now() + coalesce($4, interval '0'),
                afgerond_op = case $3 when 'wachtend' then null else now() end
            where organisatie = $1 and id = $2
                and (staat = 'wachtend' and pogingen = $6 or staat <> 'geleverd' and $3 = 'geleverd')
        )
        insert into attendering_pogingen (organisatie, attendering_id, poging, uitkomst, geleverd, duur_ms)
        values ($1, $2, $6, $5, $7, $8)
        """,
        lease.organisatie,
        lease.id,
        state,
        retry_after,
        outcome,
        lease.attempt,
        delivered,
        duration_ms,
    )


async def count_attempt(tx: Connection, lease: AlertLease, *, reached: bool) -> int:
    """Count an attempt for its address, and return how many in a row did not reach it; 0 when this one did."""
    failures: int = await tx.fetchval(
        "update attenderingsadressen set fouten = case when $3 then 0 else fouten + 1 end,"
        " rust_tot = case when $3 then null else rust_tot end where organisatie = $1 and id = $2 returning fouten",
        lease.organisatie,
        lease.adres_id,
        reached,
    )
    return failures


async def rest(tx: Connection, lease: AlertLease, span: timedelta | None) -> None:
    """Send nothing to the address of this alert for `span`; None: let it rest no longer."""
    await tx.execute(
        "update attenderingsadressen set rust_tot = now() + $3 where organisatie = $1 and id = $2",
        lease.organisatie,
        lease.adres_id,
        span,
    )
