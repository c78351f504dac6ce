"""Signals on dates: one row a cause, and its events, which are only ever added to.

`open` until a person handles it (`afgehandeld`) or its cause goes away (`vervallen`). One that was handled stays so,
also when its cause goes away; a cause that comes back after that is a new signal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from gateway.policy.watch_file import Signal
from gateway.store.db.database import Connection
from gateway.store.ledger.berichten import new_id


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
_LASTING_COLUMNS = "id, code, sleutel, uiterlijk, tekst, bron"


def _as_work_item(row: asyncpg.Record) -> WorkItem:
    values = dict(row)
    for name in ("afgehandeld_door", "notitie"):
        values[name] = None if values[name] is None else values[name].decode()
    return WorkItem(**values)


@dataclass(frozen=True, slots=True)
class LastingSignal:
    """The content of a signal whose cause lasts."""

    id: UUID
    code: str
    sleutel: str
    uiterlijk: date
    tekst: str
    bron: str


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


async def fetch_page(
    tx: Connection, gemeente: str, chosen: SignalFilter, after: tuple[date, UUID] | None, limit: int
) -> list[WorkItem]:
    """Return at most `limit` signals, by due date and id, from after the one with this date and id."""
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


async def list_lasting(
    tx: Connection, gemeente: str, clienten: Sequence[UUID], *, without_client: bool
) -> dict[UUID | None, list[LastingSignal]]:
    """Return the signals of each of these clients whose cause lasted when it was last looked at."""
    # Two statements and not an "or": so each has its index.
    where = (
        f"select client_id, {_LASTING_COLUMNS} from signalen where gemeente = $1 and vervallen_op is null and client_id"
    )
    rows = await tx.fetch(f"{where} = any($2::uuid[])", gemeente, clienten)
    if without_client:
        rows += await tx.fetch(f"{where} is null", gemeente)
    found: dict[UUID | None, list[LastingSignal]] = {}
    for client, *values in rows:
        found.setdefault(client, []).append(LastingSignal(*values))
    return found


_INSERT = ("client_id", "code", "sleutel", "aanbieder", "toewijzing_nummer", "bericht_id", "uiterlijk", "tekst", "bron")


async def add(tx: Connection, gemeente: str, new: Sequence[tuple[UUID | None, Signal]], op: datetime) -> None:
    """Write these signals as open; there must be none yet for the same causes."""
    ids = [new_id() for _ in new]
    signals = [each for _, each in new]
    await tx.execute(
        f"""
        with gemaakt as (
            insert into signalen (gemeente, ontstaan_op, id, {", ".join(_INSERT)})
            select $1, $2, * from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::bigint[],
                $9::uuid[], $10::date[], $11::text[], $12::text[])
            returning id, uiterlijk
        )
        insert into signaal_gebeurtenissen (gemeente, signaal_id, soort, gegevens, op)
        select $1, id, 'ontstaan', jsonb_build_object('uiterlijk', uiterlijk), $2 from gemaakt order by id
        """,
        gemeente,
        op,
        ids,
        [client for client, _ in new],
        [each.code for each in signals],
        [each.sleutel for each in signals],
        [each.aanbieder for each in signals],
        [each.toewijzing_nummer for each in signals],
        [None if each.bericht is None else UUID(each.bericht) for each in signals],
        [each.uiterlijk for each in signals],
        [each.text for each in signals],
        [each.bron for each in signals],
    )


async def analyze(tx: Connection) -> None:
    """Update the planner's statistics on signals.

    Without any it takes a wrong index, and during the first round checks a foreign key by reading a whole municipality.
    """
    await tx.execute("analyze signalen")


async def reword(tx: Connection, gemeente: str, changed: Sequence[tuple[UUID, Signal]], op: datetime) -> None:
    """Write the new content of these signals, and an event where the due date changed."""
    signals = [each for _, each in changed]
    await tx.execute(
        """
        with was as (
            select id, uiterlijk from signalen where gemeente = $1 and id = any($3::uuid[])
        ), gewijzigd as (
            update signalen s set uiterlijk = n.uiterlijk, tekst = n.tekst, bron = n.bron
            from unnest($3::uuid[], $4::date[], $5::text[], $6::text[]) as n (id, uiterlijk, tekst, bron)
            where s.gemeente = $1 and s.id = n.id
            returning s.id, s.uiterlijk
        )
        insert into signaal_gebeurtenissen (gemeente, signaal_id, soort, gegevens, op)
        select $1, w.id, 'verplaatst', jsonb_build_object('uiterlijk', g.uiterlijk), $2
        from gewijzigd g join was w on w.id = g.id where g.uiterlijk <> w.uiterlijk order by w.id
        """,
        gemeente,
        op,
        [id for id, _ in changed],
        [each.uiterlijk for each in signals],
        [each.text for each in signals],
        [each.bron for each in signals],
    )


async def end_causes(tx: Connection, gemeente: str, ids: Sequence[UUID], op: datetime) -> None:
    """Write that the causes of these signals are gone; those that were open lapse."""
    await tx.execute(
        """
        with weg as (
            update signalen set vervallen_op = $2, status = case status when 'open' then 'vervallen' else status end
            where gemeente = $1 and id = any($3::uuid[])
            returning id
        )
        insert into signaal_gebeurtenissen (gemeente, signaal_id, soort, op)
        select $1, id, 'vervallen', $2 from weg order by id
        """,
        gemeente,
        op,
        ids,
    )


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
        door.encode(),
        notitie.encode(),
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
