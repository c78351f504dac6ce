"""The verdict on a message as it stands: its own, or that of the last time when it was parked and judged again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from gateway.standard.findings import Outcome
from gateway.store.db.database import Connection
from gateway.store.db.places import MESSAGE_FINDINGS, VERDICT_FINDINGS

AS_JUDGED: Final = """berichten b left join lateral (
    select id as nu_id, oordeel as nu_oordeel, bevindingen as nu_bevindingen, client_id as nu_client_id
    from beoordelingen j
    where b.oordeel = 'geparkeerd' and j.gemeente = b.gemeente and j.bericht_id = b.id order by j.id desc limit 1
) j on true"""
"""The messages, and of those that were parked and judged again the latest verdict."""

VERDICT: Final = "coalesce(nu_oordeel, b.oordeel)"
"""The verdict as it stands, of `AS_JUDGED`."""

FINDINGS: Final = "b.bevindingen, nu_id, nu_bevindingen"
"""The columns of `AS_JUDGED` that `open_findings` reads, beside the municipality and the id of the message."""


def open_findings(row: asyncpg.Record) -> Sequence[Mapping[str, Any]]:
    """Return the findings of the latest verdict on the message in this row, in their JSON form."""
    place, kept = MESSAGE_FINDINGS.at(row["gemeente"], row["id"]), row["bevindingen"]
    if row["nu_id"] is not None:
        place, kept = VERDICT_FINDINGS.at(row["gemeente"], row["nu_id"]), row["nu_bevindingen"]
    found: Sequence[Mapping[str, Any]] = json.loads(kept.open(place))
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How a message stands, without its content."""

    soort: str
    vastgelegd_op: datetime
    oordeel: Outcome
    retourbericht_id: UUID | None


async def find_standing(tx: Connection, id: UUID) -> Standing:
    """Return how the message with this id stands, which is there."""
    row = await tx.fetchrow(
        f"""
        select b.soort, b.vastgelegd_op, {VERDICT} as oordeel, (
            select r.id from berichten r where r.gemeente = b.gemeente and r.heenbericht_id = b.id order by r.id limit 1
        ) as retourbericht_id
        from {AS_JUDGED} where b.id = $1
        """,
        id,
    )
    assert row is not None
    return Standing(row["soort"], row["vastgelegd_op"], Outcome(row["oordeel"]), row["retourbericht_id"])
