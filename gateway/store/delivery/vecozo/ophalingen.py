"""Messages that lay at VECOZO and could not be received: each with the reason, and its payload where that was fetched.

A payload is kept encrypted until the message is received or an operator lets it go: VECOZO has it for a day only.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from gateway.store.db.database import Connection
from gateway.store.db.places import FETCHED, Secret
from gateway.store.parties.operator_log import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A message that could not be received."""

    gemeente: str
    """Its sender, as VECOZO names it; "" when it doesn't."""
    id: UUID
    """The TraceerID."""
    adres: str
    conversatie: UUID
    soort: str | None
    """As VECOZO names it."""
    probleem: str
    """Stable name of what is wrong, kebab-case."""
    toelichting: str
    """What is wrong, and what to do (Dutch)."""
    bewaard: bool
    """True when its payload is kept here; else it is to be fetched still."""
    sinds: datetime
    pogingen: int
    volgende_op: datetime
    """When it is tried again."""
    is_due: bool
    """That is now, and nobody let it go."""
    losgelaten: bool
    """An operator let it go: it is not tried any more, and confirmed to VECOZO where that has it still."""


_COLUMNS = (
    "gemeente, id, adres, conversatie, soort, probleem, toelichting, inhoud is not null as bewaard, sinds, pogingen,"
    " volgende_op, volgende_op <= now() and losgelaten_op is null as is_due, losgelaten_op is not null as losgelaten"
)


def _as_held(row: asyncpg.Record) -> Held:
    return Held(**row)


async def list_held(tx: Connection, adres: str | None = None) -> list[Held]:
    """Return the messages of this place that could not be received, oldest first; None: of every place."""
    rows = await tx.fetch(
        f"select {_COLUMNS} from ophalingen where $1::text is null or adres = $1 order by sinds, id", adres
    )
    return [_as_held(row) for row in rows]


async def find_payload(tx: Connection, gemeente: str, id: UUID) -> bytes | None:
    """Return the payload that is kept of this message; None when none is."""
    kept = await tx.fetchval("select inhoud from ophalingen where gemeente = $1 and id = $2", gemeente, id)
    return None if kept is None else bytes(kept.open(FETCHED.at(gemeente, id)))


async def hold(
    tx: Connection,
    *,
    gemeente: str,
    id: UUID,
    adres: str,
    conversatie: UUID,
    soort: str | None,
    probleem: str,
    toelichting: str,
    payload: bytes | None,
    wait: timedelta,
) -> None:
    """Note that this message could not be received, and is tried again after `wait`; a payload that is kept stays."""
    await tx.execute(
        """
        insert into ophalingen as o
            (gemeente, id, adres, conversatie, soort, probleem, toelichting, inhoud, volgende_op)
        values ($1, $2, $3, $4, $5, $6, $7, $8, now() + $9)
        on conflict (gemeente, id) do update set probleem = excluded.probleem, toelichting = excluded.toelichting,
            inhoud = coalesce(o.inhoud, excluded.inhoud), pogingen = o.pogingen + 1, volgende_op = excluded.volgende_op
        where o.losgelaten_op is null
        """,
        gemeente,
        id,
        adres,
        conversatie,
        soort,
        probleem,
        toelichting,
        None if payload is None else Secret(FETCHED.at(gemeente, id), payload),
        wait,
    )


async def remove(tx: Connection, gemeente: str, id: UUID) -> None:
    """Forget a message that was received, or that was let go and waits no more."""
    await tx.execute("delete from ophalingen where gemeente = $1 and id = $2", gemeente, id)


async def let_go(tx: Connection, id: UUID, actor: Actor) -> Held | None:
    """Give this message up, and erase its payload. Return it as it was; None when there is none, or it was let go."""
    row = await tx.fetchrow(
        f"""
        with dit as (select {_COLUMNS} from ophalingen where id = $1 and losgelaten_op is null for update)
        , klaar as (
            update ophalingen o set losgelaten_op = now(), losgelaten_door = $2, losgelaten_ingang = $3, inhoud = null
            from dit where o.gemeente = dit.gemeente and o.id = dit.id
        )
        select * from dit
        """,
        id,
        actor.organisatie,
        actor.ingang,
    )
    return None if row is None else _as_held(row)


async def count_expired(tx: Connection, term_months: int) -> dict[str, int]:
    """Return how many messages have been held longer than the term, by sender."""
    rows = await tx.fetch(
        "select gemeente, count(*) as aantal from ophalingen"
        " where sinds < now() - make_interval(months => $1) group by gemeente",
        term_months,
    )
    return {row["gemeente"]: row["aantal"] for row in rows}


async def erase_expired(tx: Connection, term_months: int) -> None:
    """Forget the messages that have been held longer than the term, with their payload."""
    await tx.execute("delete from ophalingen where sinds < now() - make_interval(months => $1)", term_months)
