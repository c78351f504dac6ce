"""The outbox: messages that wait to be sent. Each attempt is an event of its message, for the audit trail."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from gateway.store.alerts.attenderingen import raise_given_up
from gateway.store.db.booking import Booking, BulkStatement
from gateway.store.db.database import Connection
from gateway.store.db.places import MAX_PLAIN_BYTES
from gateway.store.delivery.leases import Lease
from gateway.store.ledger.berichten import Bericht

_DELIVERY: Final = BulkStatement(
    "leveringen",
    "insert into leveringen (gemeente, bericht_id, ontvanger, reeks, vastgelegd_op, omvang, kanaal)"
    " select gemeente, bericht_id, ontvanger, reeks, vastgelegd_op, omvang,"
    " coalesce((select kanaal from organisaties where code = ontvanger), 'postvak')"
    " from {rows} as r (gemeente, bericht_id, ontvanger, reeks, vastgelegd_op, omvang, nr) order by nr",
    ("text", "uuid", "text", "uuid", "timestamptz", "integer"),
)


def book_delivery(booking: Booking, entry: Bericht, reeks: UUID) -> None:
    """Add a delivery of the message to the booking, by the channel that its receiver chose.

    Deliveries of one series (`series.series_of_client`) are numbered in the order in which they have to go, for who
    books something about a client holds the lock on that client.
    """
    size = len(entry.inhoud)
    large = size if size > MAX_PLAIN_BYTES else None
    booking.add(_DELIVERY, entry.gemeente, entry.id, entry.ontvanger, reeks, entry.vastgelegd_op, large)


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
    answer_within: timedelta | None = None
    """How long to wait for the return message of what is delivered now; None: none comes."""
    in_envelope: bool = False
    """It went in an envelope, which the chain may refuse at the same moment."""
    follow_after: timedelta | None = None
    """When to ask what became of the envelope that was delivered; None: nobody can be asked."""


_SETTLE: Final = """
with bijgewerkt as (
    update leveringen set staat = $4, niet_voor = now() + coalesce($5, interval '0'), onderweg = false,
        afgerond_op = case when $4 = 'geleverd' then now() end,
        antwoord_voor = case when $4 = 'geleverd' then now() + $9::interval end,
        opgegeven_op = case when 'opgegeven' in (staat, $4) then coalesce(opgegeven_op, clock_timestamp())
            else opgegeven_op end
    where gemeente = $1 and id = $2
        and (staat = 'wachtend' and pogingen = $6 or staat <> 'geleverd' and $4 = 'geleverd')
        and not ($8 and (
            select e.geweigerd_op from enveloppen_uit e
            where e.gemeente = leveringen.gemeente and e.levering_id = leveringen.id
            order by e.gemaakt_op desc limit 1
        ) is not null)
    returning staat, opgegeven_op
), vermeld as (
    insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens)
    select $1, $3, 'afleverpoging', $7 where not exists (
        select from gebeurtenissen where gemeente = $1 and bericht_id = $3 and soort = 'afleverpoging'
            and (gegevens ->> 'poging')::int = $6)
)
select * from bijgewerkt
"""


async def settle(tx: Connection, lease: Lease, settled: Settlement) -> bool:
    """Record the attempt, and mark the message as delivered, due again after a while, or given up, with an alert.

    Return True when it was given up now, or is delivered after it was given up before.

    A message that is given up can still be collected from the mailbox. An attempt whose lease ran out, and whose
    message another worker has leased since, changes the delivery only when it succeeded. One that the chain refused
    while the attempt was under way is not delivered, whatever its receiver answered. Followers of a message that no
    longer waits are released. Settling the same attempt twice does no harm.
    """
    if settled.in_envelope:
        # In a statement of its own: what the next one reads of envelopes is then as new as the lock on the delivery.
        await tx.execute("select from leveringen where gemeente = $1 and id = $2 for update", lease.gemeente, lease.id)
    state = "geleverd" if settled.delivered else "opgegeven" if settled.retry_after is None else "wachtend"
    row = await tx.fetchrow(
        _SETTLE,
        lease.gemeente,
        lease.id,
        lease.bericht_id,
        state,
        settled.retry_after,
        lease.attempt,
        _event(lease, settled),
        settled.in_envelope,
        settled.answer_within,
    )
    if row is None or row["staat"] == "wachtend":
        return False
    if row["staat"] == "geleverd" and settled.follow_after is not None:
        await _follow(tx, lease, settled.follow_after)
    await release_followers(tx, lease.gemeente, lease.id)
    if row["staat"] == "opgegeven":
        await raise_given_up(tx, [(lease.gemeente, lease.bericht_id)])
    return row["opgegeven_op"] is not None


async def _follow(tx: Connection, lease: Lease, after: timedelta) -> None:
    """Have it asked after this time what became of the envelope in which the message went last."""
    await tx.execute(
        """
        update enveloppen_uit set navraag_op = now() + $3 where gemeente = $1 and referentie = (
            select referentie from enveloppen_uit where gemeente = $1 and levering_id = $2
            order by gemaakt_op desc limit 1)
        """,
        lease.gemeente,
        lease.id,
        after,
    )


def _event(lease: Lease, settled: Settlement) -> dict[str, object]:
    found: dict[str, object] = {
        "poging": lease.attempt,
        "kanaal": lease.kanaal,
        "uitkomst": settled.outcome,
        "geleverd": settled.delivered,
        "duurMs": settled.duration_ms,
    }
    if settled.status is not None:
        found["status"] = settled.status
    return found


async def release_followers(tx: Connection, gemeente: str, id: int) -> None:
    """Let the deliveries go that wait for this one. Call it after the statement by which this one stopped waiting.

    In one statement with that, a follower could be missed: a `lease_due` that makes one wait meanwhile holds the row of
    this delivery, and only a later statement sees what it did.
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
