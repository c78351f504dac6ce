"""The envelopes in which messages went into the chain: one each time that a message is offered, the same each try."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from gateway.store.alerts.attenderingen import raise_given_up
from gateway.store.db.database import Connection
from gateway.store.delivery.outbox import release_followers


@dataclass(frozen=True, slots=True)
class Sent:
    """An envelope that went into the chain."""

    gemeente: str
    referentie: UUID
    levering_id: int
    bericht_id: UUID
    gemaakt_op: datetime
    geweigerd_op: datetime | None
    """When the chain refused it; None: it didn't."""


async def get_or_make(tx: Connection, gemeente: str, levering_id: int) -> tuple[UUID, datetime]:
    """Return the reference and the time of the envelope for this delivery, which the caller has leased.

    It is the one made before, unless the delivery was offered again since or the chain refused it.
    """
    row = await tx.fetchrow(
        """
        select e.referentie, e.gemaakt_op from enveloppen_uit e
        join leveringen l on l.gemeente = e.gemeente and l.id = e.levering_id
        where e.gemeente = $1 and e.levering_id = $2 and e.gemaakt_op >= l.sinds and e.geweigerd_op is null
        order by e.gemaakt_op desc limit 1
        """,
        gemeente,
        levering_id,
    )
    if row is None:
        row = await tx.fetchrow(
            "insert into enveloppen_uit (gemeente, referentie, levering_id) values ($1, $2, $3)"
            " returning referentie, gemaakt_op",
            gemeente,
            uuid4(),
            levering_id,
        )
    assert row is not None, "what is not there is made"
    return row["referentie"], row["gemaakt_op"]


async def find_receiver(tx: Connection, referentie: UUID) -> str | None:
    """Return for whom the message in this envelope is; None when no envelope of ours has this reference."""
    found: str | None = await tx.fetchval(
        "select l.ontvanger from enveloppen_uit e"
        " join leveringen l on l.gemeente = e.gemeente and l.id = e.levering_id where e.referentie = $1",
        referentie,
    )
    return found


async def find(tx: Connection, referentie: UUID) -> Sent | None:
    """Return the envelope with this reference, its delivery locked; None when none of ours has it."""
    row = await tx.fetchrow(
        """
        select e.gemeente, e.referentie, e.levering_id, l.bericht_id, e.gemaakt_op, e.geweigerd_op
        from enveloppen_uit e join leveringen l on l.gemeente = e.gemeente and l.id = e.levering_id
        where e.referentie = $1 for update of l
        """,
        referentie,
    )
    return None if row is None else Sent(*row)


async def refuse(tx: Connection, sent: Sent, foutcode: str, *, wait_s: float | None) -> bool:
    """Note that the chain refused this envelope, and offer its message again after `wait_s` seconds.

    None: give it up, with an alert, and let go what waits for it. Return True when that changed the delivery: of the
    same envelope once, and not when a later one went since.
    """
    noted = await tx.fetchval(
        "update enveloppen_uit set geweigerd_op = now(), foutcode = $3"
        " where gemeente = $1 and referentie = $2 and geweigerd_op is null returning true",
        sent.gemeente,
        sent.referentie,
        foutcode,
    )
    if not noted:
        return False
    row = await tx.fetchrow(
        """
        update leveringen l set staat = case when $4::float8 is null then 'opgegeven' else 'wachtend' end,
            opgegeven_op = case when $4 is null then coalesce(opgegeven_op, now()) else opgegeven_op end,
            niet_voor = now() + make_interval(secs => coalesce($4, 0)), onderweg = false, afgerond_op = null,
            antwoord_voor = null
        where gemeente = $1 and id = $2 and not exists (
            select from enveloppen_uit e
            where e.gemeente = l.gemeente and e.levering_id = l.id and e.gemaakt_op > $3
        ) returning id
        """,
        sent.gemeente,
        sent.levering_id,
        sent.gemaakt_op,
        wait_s,
    )
    if row is None:
        return False
    if wait_s is None:
        await release_followers(tx, sent.gemeente, sent.levering_id)
        await raise_given_up(tx, [(sent.gemeente, sent.bericht_id)])
    return True
