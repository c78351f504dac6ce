"""What waits to be delivered: mailboxes for who collects, a claimable queue for what is pushed.

Delivery state is our audit trail: each attempt and each receipt is an event of the message.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from gateway.store.database import Connection


@dataclass(frozen=True, slots=True)
class Wachtend:
    """A message that waits in a mailbox."""

    volgnummer: int
    """Its place in the mailbox: lower is older."""
    bericht_id: UUID
    soort: str
    verzender: str
    identificatie: str
    vastgelegd_op: datetime


@dataclass(frozen=True, slots=True)
class Push:
    """A message that one worker has claimed to push."""

    gemeente: str
    id: int
    bericht_id: UUID
    soort: str
    inhoud: bytes
    afleveradres: str
    poging: int
    """1 for the first attempt."""
    sinds: datetime
    """When it was put out to be delivered: at its arrival, or when it was judged again."""


async def waiting(tx: Connection, ontvanger: str, na: int, aantal: int) -> list[Wachtend]:
    """At most `aantal` messages that wait for this receiver, oldest first, from after place `na`."""
    rows = await tx.fetch(
        """
        select l.id, b.id, b.soort, b.verzender, b.identificatie, b.vastgelegd_op
        from leveringen l join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id
        where l.ontvanger = $1 and l.staat = 'wachtend' and l.kanaal = 'postvak' and l.id > $2
        order by l.id limit $3
        """,
        ontvanger,
        na,
        aantal,
    )
    return [Wachtend(*row) for row in rows]


async def collected(tx: Connection, ontvanger: str, bericht_id: UUID) -> bool:
    """The message no longer waits for this receiver; False when it never had such a message.

    Saying so again changes nothing.
    """
    row = await tx.fetchrow(
        """
        with klaar as (
            update leveringen set staat = 'geleverd', afgerond_op = now()
            where gemeente = (select gemeente from berichten where id = $2)
                and bericht_id = $2 and ontvanger = $1 and staat = 'wachtend'
            returning gemeente, bericht_id
        ), vermeld as (
            insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens)
            select gemeente, bericht_id, 'opgehaald', jsonb_build_object('ontvanger', $1::text) from klaar
        )
        select from leveringen where gemeente = (select gemeente from berichten where id = $2)
            and bericht_id = $2 and ontvanger = $1
        """,
        ontvanger,
        bericht_id,
    )
    return row is not None


async def claim(tx: Connection, aantal: int, lease: timedelta) -> list[Push]:
    """At most `aantal` pushes that are due, oldest first; no other worker gets them before the lease ends.

    Commit before sending. A worker that dies leaves its claims to whoever comes after the lease.
    """
    rows = await tx.fetch(
        """
        with genomen as (
            update leveringen l set niet_voor = now() + $2, pogingen = l.pogingen + 1
            from (
                select gemeente, id from leveringen
                where staat = 'wachtend' and kanaal = 'push' and niet_voor <= now()
                order by niet_voor limit $1 for update skip locked
            ) due
            where l.gemeente = due.gemeente and l.id = due.id
            returning l.gemeente, l.id, l.bericht_id, l.ontvanger, l.pogingen
        )
        select g.gemeente, g.id, g.bericht_id, b.soort, b.inhoud, o.afleveradres, g.pogingen,
            greatest(b.vastgelegd_op, (
                select max(op) from beoordelingen j where j.gemeente = b.gemeente and j.bericht_id = b.id
            ))
        from genomen g
        join berichten b on b.gemeente = g.gemeente and b.id = g.bericht_id
        join organisaties o on o.code = g.ontvanger
        where o.afleveradres is not null
        order by g.id
        """,
        aantal,
        lease,
    )
    return [Push(*row) for row in rows]


async def to_mailbox(tx: Connection, ontvanger: str) -> int:
    """What waited to be pushed to this receiver waits in its mailbox now; how many messages."""
    status = await tx.execute(
        "update leveringen set kanaal = 'postvak' where ontvanger = $1 and kanaal = 'push' and staat = 'wachtend'",
        ontvanger,
    )
    return int(status.rpartition(" ")[2])


async def settle(tx: Connection, push: Push, uitkomst: str, *, geleverd: bool, opnieuw_op: datetime | None) -> None:
    """The attempt is on record; the message is delivered, is due again at `opnieuw_op`, or waits in the mailbox.

    The mailbox is where it goes when neither holds, so that giving up on a push loses nothing. An attempt whose
    lease ran out and that another worker has taken over changes the delivery only when it succeeded.
    """
    await tx.execute(
        """
        with bijgewerkt as (
            update leveringen set
                staat = case when $4 then 'geleverd' else 'wachtend' end,
                kanaal = case when not $4 and $5::timestamptz is null then 'postvak' else kanaal end,
                niet_voor = coalesce($5, niet_voor),
                afgerond_op = case when $4 then now() end
            where gemeente = $1 and id = $2 and staat = 'wachtend' and (pogingen = $7 or $4)
        )
        insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens) values ($1, $3, 'afleverpoging',
            jsonb_build_object('poging', $7::int, 'uitkomst', $6::text, 'geleverd', $4::boolean))
        """,
        push.gemeente,
        push.id,
        push.bericht_id,
        geleverd,
        opnieuw_op,
        uitkomst,
        push.poging,
    )
