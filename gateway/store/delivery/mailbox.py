"""The mailboxes: messages that wait until their receiver has collected them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg

from gateway.standard.channels import MAILBOX
from gateway.standard.identifiers import mask_identificatie
from gateway.store.db.database import Connection
from gateway.store.delivery.outbox import release_followers
from gateway.store.lists.listing import Listing, Where


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """A message that waits in a mailbox."""

    volgnummer: int
    """Its place in the mailbox: lower is older."""
    bericht_id: UUID
    soort: str
    verzender: str
    identificatie: str
    vastgelegd_op: datetime


@dataclass(frozen=True, slots=True)
class Collected:
    """A message that was collected, now or before."""

    gemeente: str
    was_given_up: bool
    """True when it was collected now, and its delivery had been given up."""


WAITING: Final = Listing(
    columns="l.id as volgnummer, b.id as bericht_id, b.soort, b.verzender, b.identificatie, b.vastgelegd_op",
    source="leveringen l join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id",
    key={"l.id": "bigint"},
)


def where_of(ontvanger: str, kinds: Collection[str] | None) -> Where:
    """Return the conditions of the messages of these kinds that wait for this receiver; None: of every kind.

    Messages that were given up are among them. A frozen receiver has none.
    """
    where = Where()
    where.add("l.ontvanger = {}", ontvanger)
    where.add("(l.staat = 'opgegeven' or l.staat = 'wachtend' and l.kanaal = 'postvak')")
    where.add_given("b.soort = any({}::text[])", None if kinds is None else sorted(kinds))
    where.add("not exists (select from organisaties where code = {} and bevroren_op is not null)", ontvanger)
    return where


def as_waiting(row: asyncpg.Record) -> WaitingMessage:
    """Return the row of `WAITING` as an object."""
    values = {name: row[name] for name in WaitingMessage.__dataclass_fields__}
    return WaitingMessage(**{**values, "identificatie": mask_identificatie(row["identificatie"])})


async def mark_collected(
    tx: Connection, ontvanger: str, bericht_id: UUID, kinds: Collection[str] | None = None
) -> Collected | None:
    """Mark the message as collected by this receiver. Return None when it never had such a message of these kinds.

    A message that was collected before stays as it is.
    """
    row = await tx.fetchrow(
        """
        with bericht as (
            select gemeente from berichten where id = $2 and ($3::text[] is null or soort = any($3))
        ), klaar as (
            update leveringen set staat = 'geleverd', onderweg = false, afgerond_op = now(),
                opgegeven_op = case staat when 'opgegeven' then coalesce(opgegeven_op, now()) else opgegeven_op end
            where gemeente = (select gemeente from bericht)
                and bericht_id = $2 and ontvanger = $1 and staat not in ('geleverd', 'stil')
            returning gemeente, bericht_id, opgegeven_op
        ), vermeld as (
            insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens)
            select gemeente, bericht_id, 'opgehaald', jsonb_build_object('ontvanger', $1::text) from klaar
        )
        select gemeente, id, kanaal, exists (select from klaar where opgegeven_op is not null) as opgegeven
        from leveringen where gemeente = (select gemeente from bericht) and bericht_id = $2 and ontvanger = $1
        """,
        ontvanger,
        bericht_id,
        None if kinds is None else list(kinds),
    )
    if row is None:
        return None
    if row["kanaal"] != MAILBOX:
        await release_followers(tx, row["gemeente"], row["id"])
    return Collected(row["gemeente"], was_given_up=row["opgegeven"])
