"""Envelopes that VECOZO took and is asked about, until it says how they ended."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from gateway.standard.channels import ChannelName
from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True)
class Followed:
    """An envelope to ask about."""

    gemeente: str
    bericht_id: UUID
    referentie: UUID
    """Also the TraceerID."""
    age: timedelta
    """Since the envelope was made."""
    status: str | None
    """What VECOZO said of it last; None: nothing yet."""


async def lease_due(tx: Connection, kanaal: ChannelName, adres: str, limit: int, term: timedelta) -> list[Followed]:
    """Return at most `limit` envelopes that are to be asked about now at this address, the longest due first.

    No other worker gets them within `term`.
    """
    rows = await tx.fetch(
        """
        with dit as (
            select e.gemeente, e.referentie, l.bericht_id from enveloppen_uit e
            join leveringen l on l.gemeente = e.gemeente and l.id = e.levering_id
            join organisaties o on o.code = l.ontvanger
            where e.navraag_op <= now() and l.kanaal = $1 and o.afleveradres = $2
            order by e.navraag_op limit $3 for update of e skip locked
        )
        update enveloppen_uit e set navraag_op = now() + $4 from dit
        where e.gemeente = dit.gemeente and e.referentie = dit.referentie
        returning e.gemeente, dit.bericht_id, e.referentie, now() - e.gemaakt_op as age, e.status
        """,
        kanaal,
        adres,
        limit,
        term,
    )
    return [Followed(**row) for row in rows]


async def note_status(tx: Connection, each: Followed, status: str | None, next_after: timedelta | None) -> bool:
    """Note what VECOZO says of an envelope, to be asked about again after this time; None: not any more.

    Return True when it says something else than before.
    """
    changed = await tx.fetchval(
        """
        with toen as (
            select status from enveloppen_uit where gemeente = $1 and referentie = $2 for update
        )
        update enveloppen_uit e set status = coalesce($3, e.status), navraag_op = now() + $4::interval
        from toen where e.gemeente = $1 and e.referentie = $2
        returning $3::text is not null and $3 is distinct from toen.status
        """,
        each.gemeente,
        each.referentie,
        status,
        next_after,
    )
    return bool(changed)
