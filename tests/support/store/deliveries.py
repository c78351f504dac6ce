"""Deliveries that are leased, settled and listed, without a worker."""

from datetime import timedelta
from typing import Final

from gateway.standard.channels import DeliveryState
from gateway.store.db.database import Connection, Database
from gateway.store.delivery import leases, leveringen, mailbox, outbox
from gateway.store.delivery.leases import Lease
from gateway.store.delivery.leveringen import Delivery
from gateway.store.delivery.mailbox import WaitingMessage
from gateway.store.delivery.outbox import Settlement
from gateway.store.lists.listing import fetch_page

MAKE: Final = """
    with gemaakt as (
        update leveringen set staat = 'geleverd' where {which} returning gemeente, bericht_id, ontvanger
    )
    insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens)
    select gemeente, bericht_id, 'opgehaald', jsonb_build_object('ontvanger', ontvanger) from gemaakt
"""
"""Makes these deliveries, each with its record."""
ADDRESS = "http://127.0.0.1:1/iwmo"
LEASE_TERM = timedelta(minutes=1)


async def lease(db: Database, limit: int = 100, term: timedelta = LEASE_TERM) -> list[Lease]:
    """Return what one round of leasing gives."""
    async with db.transaction() as tx:
        return (await leases.lease_due(tx, limit, term)).leases


async def settle(
    db: Database, each: Lease, outcome: str = "x", *, delivered: bool = False, retry_after: timedelta | None = None
) -> None:
    """Settle an attempt that took 12 milliseconds."""
    async with db.transaction() as tx:
        await outbox.settle(tx, each, Settlement(outcome, delivered, retry_after, 12))


async def older(db: Database, days: float) -> None:
    """Make everything that waits older by this many days."""
    async with db.transaction() as tx:
        await tx.execute("update leveringen set sinds = sinds - $1::interval", timedelta(days=days))


async def list_waiting(tx: Connection, ontvanger: str, after: int, limit: int) -> list[WaitingMessage]:
    """Return at most `limit` messages in this mailbox, oldest first, from beyond place `after`."""
    where = mailbox.where_of(ontvanger, None)
    page = await fetch_page(tx, mailbox.WAITING, where, (after,), limit, newest_first=False)
    return [mailbox.as_waiting(row) for row, _ in page]


async def list_deliveries(
    tx: Connection, staat: DeliveryState | None, ontvanger: str | None, after: int, limit: int
) -> list[Delivery]:
    """Return at most `limit` deliveries in this state, to this receiver, oldest first, from beyond number `after`."""
    where = leveringen.where_of(staat, ontvanger)
    page = await fetch_page(tx, leveringen.DELIVERIES, where, (after,), limit, newest_first=False)
    return [leveringen.as_delivery(row) for row, _ in page]
