"""Refusals of content that never became a message: rows are added, never changed, and erased when they are old."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from gateway.store.db.database import Connection
from gateway.store.db.roles import ERASER, acting_as
from gateway.store.ledger.berichten import digest, new_id


async def log_refusal(tx: Connection, organisatie: str, inhoud: bytes, probleem: Mapping[str, Any]) -> UUID:
    """Write that content was refused before it became a message, and return the id. The content itself is not kept."""
    id = new_id()
    await tx.execute(
        "insert into weigeringen (organisatie, id, sha256, omvang, probleem) values ($1, $2, $3, $4, $5)",
        organisatie,
        id,
        digest(inhoud),
        len(inhoud),
        dict(probleem),
    )
    return id


async def count_expired(tx: Connection, term_months: int) -> dict[str, int]:
    """Return how many refusals are older than the term (12 months at least), by organisation."""
    rows = await tx.fetch(
        "select organisatie, count(*) as aantal from weigeringen"
        " where op < now() - make_interval(months => greatest($1::int, 12)) group by organisatie",
        term_months,
    )
    return {row["organisatie"]: row["aantal"] for row in rows}


async def erase_expired(tx: Connection, term_months: int) -> int:
    """Erase the refusals that are older than the term (12 months at least) and return how many it erased."""
    async with acting_as(tx, ERASER):
        erased: int = await tx.fetchval("select wis_weigeringen($1)", term_months)
    return erased
