"""Signals as a person sees and handles them: one row a cause, and its events, which are only ever added to.

`open` until a person handles it (`afgehandeld`) or its cause goes away (`vervallen`). One that was handled stays so,
also when its cause goes away; a cause that comes back after that is a new signal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from gateway.store.db.database import Connection
from gateway.store.db.places import HANDLED_BY, NOTE, Secret, open_text


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


def _as_work_item(row: asyncpg.Record) -> WorkItem:
    values = dict(row)
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


def _where(gemeente: str, chosen: SignalFilter) -> tuple[list[str], list[Any]]:
    """Return the conditions, and the values in them by number."""
    where = ["gemeente = $1"]
    arguments: list[Any] = [gemeente]
    conditions = (
        ("code = any({}::text[])", chosen.codes),
        ("bericht_id = {}", chosen.bericht),
        ("client_id = {}", chosen.client),
        ("toewijzing_nummer = {}", chosen.toewijzing),
        ("aanbieder = {}", chosen.aanbieder),
        ("status = {}", chosen.status),
        ("uiterlijk < {}", chosen.voor),
    )
    for condition, value in conditions:
        if value is not None:
            arguments.append(value)
            where.append(condition.format(f"${len(arguments)}"))
    return where, arguments


async def count(tx: Connection, gemeente: str, chosen: SignalFilter) -> int:
    """Return how many signals there are."""
    where, arguments = _where(gemeente, chosen)
    found: int = await tx.fetchval(f"select count(*) from signalen where {' and '.join(where)}", *arguments)
    return found


async def fetch_page(
    tx: Connection, gemeente: str, chosen: SignalFilter, after: tuple[date, UUID] | None, limit: int
) -> list[WorkItem]:
    """Return at most `limit` signals, by due date and id, from after the one with this date and id."""
    where, arguments = _where(gemeente, chosen)
    if after is not None:
        arguments += after
        where.append(f"(uiterlijk, id) > (${len(arguments) - 1}, ${len(arguments)})")
    arguments.append(limit)
    rows = await tx.fetch(
        f"select {_COLUMNS} from signalen where {' and '.join(where)} order by uiterlijk, id limit ${len(arguments)}",
        *arguments,
    )
    return [_as_work_item(row) for row in rows]


async def find(tx: Connection, gemeente: str, id: UUID, *, lock: bool = False) -> WorkItem | None:
    """Return the signal of this municipality with this id; with `lock` nobody else changes it before the transaction
    ends.
    """
    row = await tx.fetchrow(
        f"select {_COLUMNS} from signalen where gemeente = $1 and id = $2{' for update' if lock else ''}", gemeente, id
    )
    return _as_work_item(row) if row else None


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
    return _as_work_item(row)


async def list_events(tx: Connection, gemeente: str, id: UUID) -> list[Mapping[str, Any]]:
    """Return the events of the signal, oldest first."""
    rows = await tx.fetch(
        "select soort, gegevens, op from signaal_gebeurtenissen where gemeente = $1 and signaal_id = $2 order by id",
        gemeente,
        id,
    )
    return [dict(row) for row in rows]
