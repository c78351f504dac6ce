"""The progress of the watch on dates, by municipality: one worker at a time takes the next step of its round.

A round looks at every client for whom the day may matter, in order of their ids, and then at those with a newer
message. Its progress is kept in the database, so that any worker goes on where another left off.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from gateway.store.db.database import Connection

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BEFORE_EVERY_ID = UUID(int=0)
"""Before every id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The progress of the round of a municipality."""

    dag: date
    """The Dutch day it is about."""
    maatstaf: bytes
    """Hash of the policy and the checks by which clients are looked at."""
    sinds: date
    """A client whose assignments all ended before this day is left out, unless a signal of it lasts."""
    tot_client: UUID | None
    """The last client that was looked at; None: all were."""
    tot_bericht: UUID
    """Whose messages came after this one have to be looked at again."""


async def claim_step(tx: Connection, gemeente: str) -> tuple[bool, datetime]:
    """Return True when the next step is the caller's until its transaction ends; and the time by the database's
    clock.
    """
    row = await tx.fetchrow("select pg_try_advisory_xact_lock($1) as ons, clock_timestamp() as nu", _lock(gemeente))
    assert row is not None
    return row["ons"], row["nu"]


async def await_turn(tx: Connection, gemeente: str) -> None:
    """Wait until nobody else takes a step; until the transaction ends none is taken but by the caller."""
    await tx.execute("select pg_advisory_xact_lock($1)", _lock(gemeente))


def _lock(gemeente: str) -> int:
    digest = hashlib.blake2b(f"signalen:{gemeente}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


async def find(tx: Connection, gemeente: str) -> Round | None:
    """Return the progress of the round; None when there never was one."""
    row = await tx.fetchrow(
        "select dag, maatstaf, sinds, tot_client, tot_bericht from signaal_rondes where gemeente = $1", gemeente
    )
    return Round(**dict(row)) if row else None


async def save(tx: Connection, gemeente: str, ronde: Round) -> None:
    """Write the progress of the round."""
    await tx.execute(
        """
        insert into signaal_rondes (gemeente, dag, maatstaf, sinds, tot_client, tot_bericht)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (gemeente) do update set dag = excluded.dag, maatstaf = excluded.maatstaf, sinds = excluded.sinds,
            tot_client = excluded.tot_client, tot_bericht = excluded.tot_bericht
        """,
        gemeente,
        ronde.dag,
        ronde.maatstaf,
        ronde.sinds,
        ronde.tot_client,
        ronde.tot_bericht,
    )


def first_id_after(moment: datetime) -> UUID:
    """Return an id before that of every message whose id was drawn at this moment or later (UUID version 7)."""
    milliseconds = (moment - _EPOCH) // timedelta(milliseconds=1)
    return UUID(int=milliseconds << 80)
