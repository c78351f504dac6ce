"""Signals as a person sees and handles them: one row a cause, and its events, which are only ever added to.

`open` until a person handles it (`afgehandeld`) or its cause goes away (`vervallen`). One that was handled stays so,
also when its cause goes away; a cause that comes back after that is a new signal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

import asyncpg

from gateway.store.db.database import Connection
from gateway.store.db.places import HANDLED_BY, NOTE, Secret, open_text
from gateway.store.lists import listing
from gateway.store.lists.listing import Listing, Where

Status = Literal["open", "afgehandeld", "vervallen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """A signal as it is kept and handled."""

    gemeente: str
    id: UUID
    code: str
    sleutel: str
    client_id: UUID | None
    """None: the municipality knows no such client."""
    aanbieder: str
    toewijzing_nummer: int | None
    bericht_id: UUID | None
    uiterlijk: date
    tekst: str
    bron: str
    status: str
    """"open", "afgehandeld" or "vervallen"."""
    ontstaan_op: datetime
    afgehandeld_op: datetime | None
    afgehandeld_door: str | None
    notitie: str | None
    """What the person who handled it wrote: free text. Kept encrypted, as is who it was, and in no log line."""
    vervallen_op: datetime | None
    """When the cause was gone."""


_COLUMNS = ", ".join(WorkItem.__dataclass_fields__)


def as_work_item(row: asyncpg.Record) -> WorkItem:
    """Return the row of `SIGNALS` as an object."""
    values = {name: row[name] for name in WorkItem.__dataclass_fields__}
    for each in (HANDLED_BY, NOTE):
        values[each.name] = open_text(values[each.name], each.at(row["gemeente"], row["id"]))
    return WorkItem(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalFilter:
    """Conditions on signals, of which all have to hold; None: no condition."""

    codes: Sequence[str] | None = None
    """Any of these."""
    bericht: UUID | None = None
    client: UUID | None = None
    toewijzing: int | None = None
    aanbieder: str | None = None
    status: str | None = None
    voor: date | None = None
    """Due before this day."""


SIGNALS: Final = Listing(columns=_COLUMNS, source="signalen", key={"uiterlijk": "date", "id": "uuid"})


def where_of(gemeente: str, chosen: SignalFilter) -> Where:
    """Return the conditions of the signals of this municipality that are chosen."""
    where = Where()
    where.add("gemeente = {}", gemeente)
    where.add_given("code = any({}::text[])", chosen.codes)
    where.add_given("bericht_id = {}", chosen.bericht)
    where.add_given("client_id = {}", chosen.client)
    where.add_given("toewijzing_nummer = {}", chosen.toewijzing)
    where.add_given("aanbieder = {}", chosen.aanbieder)
    where.add_given("status = {}", chosen.status)
    where.add_given("uiterlijk < {}", chosen.voor)
    return where


async def count(tx: Connection, gemeente: str, chosen: SignalFilter) -> int:
    """Return how many signals there are."""
    where = where_of(gemeente, chosen)
    found: int = await tx.fetchval(f"select count(*) from signalen where {where.sql}", *where.values)
    return found


async def fetch_page(
    tx: Connection, gemeente: str, chosen: SignalFilter, after: tuple[date, UUID] | None, limit: int
) -> list[WorkItem]:
    """Return at most `limit` signals, by due date and id, from after the one with this date and id."""
    rows = await listing.fetch_page(tx, SIGNALS, where_of(gemeente, chosen), after, limit, newest_first=False)
    return [as_work_item(row) for row, _ in rows]


async def find(tx: Connection, gemeente: str, id: UUID, *, lock: bool = False) -> WorkItem | None:
    """Return the signal of this municipality with this id; with `lock` nobody else changes it before the transaction
    ends.
    """
    row = await tx.fetchrow(
        f"select {_COLUMNS} from signalen where gemeente = $1 and id = $2{' for update' if lock else ''}", gemeente, id
    )
    return as_work_item(row) if row else None


async def handle(tx: Connection, gemeente: str, id: UUID, door: str, notitie: str, op: datetime) -> WorkItem:
    """Write that a person handled this signal, and return it. It is open, and locked by the caller."""
    row = await tx.fetchrow(
        f"""
        with klaar as (
            update signalen set status = 'afgehandeld', afgehandeld_op = $3, afgehandeld_door = $4, notitie = $5
            where gemeente = $1 and id = $2 returning *
        ), vermeld as (
            insert into signaal_gebeurtenissen (gemeente, signaal_id, soort, op)
            select $1, id, 'afgehandeld', $3 from klaar
        )
        select {_COLUMNS} from klaar
        """,
        gemeente,
        id,
        op,
        Secret(HANDLED_BY.at(gemeente, id), door.encode()),
        Secret(NOTE.at(gemeente, id), notitie.encode()),
    )
    assert row is not None
    return as_work_item(row)


async def list_events(tx: Connection, gemeente: str, id: UUID) -> list[Mapping[str, Any]]:
    """Return the events of the signal, oldest first."""
    rows = await tx.fetch(
        "select soort, gegevens, op from signaal_gebeurtenissen where gemeente = $1 and signaal_id = $2 order by id",
        gemeente,
        id,
    )
    return [dict(row) for row in rows]
