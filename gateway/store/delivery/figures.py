"""Figures about the state of the database, for monitoring."""

from dataclasses import dataclass
from datetime import datetime

from gateway.store.db.database import Connection
from gateway.store.delivery import workers
from gateway.store.delivery.leveringen import WAITS


@dataclass(frozen=True, slots=True)
class Queue:
    """The messages that wait on one channel."""

    kanaal: str
    size: int
    oldest: datetime
    """When the oldest waiting message came into the ledger."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures at one moment."""

    now: datetime
    """By the clock of the database."""
    queues: tuple[Queue, ...]
    given_up: int
    """Messages that could not be delivered in time, and wait in the mailbox."""
    resting: int
    """Receivers that rest because they could not be reached."""
    workers: int
    parked: int
    """Messages that wait for a person to have them judged again."""
    last_sealed: datetime | None
    """The last moment at which the ledger of any municipality was sealed; None: never."""
    last_anchored: datetime | None
    """The last moment at which a timestamp over the seals was kept; None: never."""


@dataclass(frozen=True, slots=True)
class Hour:
    """The messages that came into the ledger within an hour, and what became of them since."""

    begin: datetime
    messages: int
    refused: int
    """Of those, by the rules."""
    delivered: int
    waiting: int
    given_up: int
    """Of those, by the state of their delivery now."""


async def load_figures(tx: Connection) -> Figures:
    """Return the figures of now. Reads what waits, never the whole ledger."""
    rows = await tx.fetch(
        f"""
        select l.kanaal, count(*) as aantal, min(b.vastgelegd_op) as oudste
        from leveringen l join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id
        where {WAITS} group by l.kanaal order by l.kanaal
        """
    )
    row = await tx.fetchrow(
        """
        select clock_timestamp() as nu, (select max(op) from zegels) as zegel,
            (select max(op) from tijdstempels) as tijdstempel,
            (select count(*) from leveringen where staat = 'opgegeven') as opgegeven,
            (select count(*) from bestemmingen where rust_tot > now()) as rustend, (
            select count(*) from berichten b where b.oordeel = 'geparkeerd' and not exists (
                select from beoordelingen o where o.gemeente = b.gemeente and o.bericht_id = b.id
                and o.oordeel <> 'geparkeerd')) as geparkeerd
        """
    )
    assert row is not None
    return Figures(
        now=row["nu"],
        queues=tuple(Queue(each["kanaal"], each["aantal"], each["oudste"]) for each in rows),
        given_up=row["opgegeven"],
        resting=row["rustend"],
        workers=await workers.count_living(tx),
        parked=row["geparkeerd"],
        last_sealed=row["zegel"],
        last_anchored=row["tijdstempel"],
    )


async def load_hours(tx: Connection, number: int) -> list[Hour]:
    """Return this hour and those before it, `number` in all, oldest first; an hour without messages too."""
    rows = await tx.fetch(
        """
        select u.uur, count(b.id), count(*) filter (where b.oordeel = 'afgekeurd'),
            count(*) filter (where l.staat in ('geleverd', 'stil')), count(*) filter (where l.staat = 'wachtend'),
            count(*) filter (where l.staat = 'opgegeven')
        from generate_series(date_trunc('hour', now()) - make_interval(hours => $1 - 1), now(), '1 hour') as u (uur)
            left join berichten b on b.vastgelegd_op >= u.uur and b.vastgelegd_op < u.uur + interval '1 hour'
            left join leveringen l on l.gemeente = b.gemeente and l.bericht_id = b.id
        group by u.uur order by u.uur
        """,
        number,
    )
    return [Hour(*row) for row in rows]
