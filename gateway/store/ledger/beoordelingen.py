"""Parked messages, and later verdicts on them: rows of the ledger, beside the message's own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from gateway.standard.findings import Outcome
from gateway.standard.identifiers import mask_identificatie
from gateway.store.db.booking import Booking, bulk_insert
from gateway.store.db.database import Connection
from gateway.store.db.places import VERDICT_FINDINGS, Secret
from gateway.store.ledger.berichten import Bericht, findings_text, new_id
from gateway.store.ledger.bevindingcodes import book_codes
from gateway.store.ledger.latest_verdict import AS_JUDGED, FINDINGS, VERDICT, open_findings


@dataclass(frozen=True, slots=True)
class ParkedMessage:
    """A message without a verdict, since a rule crashed; nothing of its content."""

    gemeente: str
    id: UUID
    soort: str
    verzender: str
    ontvanger: str
    identificatie: str
    vastgelegd_op: datetime
    bevindingen: Sequence[Mapping[str, Any]]

    @property
    def regels(self) -> tuple[str, ...]:
        """The codes of the rules that crashed."""
        return tuple(each["code"] for each in self.bevindingen if "crash" in each)


_VERDICT: Final = bulk_insert(
    "beoordelingen",
    {
        "gemeente": "text",
        "id": "uuid",
        "bericht_id": "uuid",
        "oordeel": "text",
        "bevindingen": "geheim",
        "client_id": "uuid",
        "door": "text",
        "op": "timestamptz",
    },
)
_EVENT: Final = bulk_insert(
    "gebeurtenissen",
    {"gemeente": "text", "bericht_id": "uuid", "soort": "text", "gegevens": "jsonb", "op": "timestamptz"},
)


def book_verdict(booking: Booking, entry: Bericht, door: str, op: datetime) -> None:
    """Add the new verdict of `entry` to the booking; the message itself stays as it was.

    Writing the booking raises asyncpg.UniqueViolationError when the message already has a verdict other than parked.
    """
    id, oordeel = new_id(), entry.oordeel.value
    bevindingen = Secret.deflated(VERDICT_FINDINGS.at(entry.gemeente, id), findings_text(entry.bevindingen))
    booking.add(_VERDICT, entry.gemeente, id, entry.id, oordeel, bevindingen, entry.client_id, door, op)
    book_codes(booking, entry.listed, id, entry.bevindingen)
    gegevens = json.dumps({"oordeel": oordeel, "door": door})
    booking.add(_EVENT, entry.gemeente, entry.id, "beoordeeld", gegevens, op)


async def list_parked(tx: Connection, partij: str | None, after: UUID | None, limit: int) -> list[ParkedMessage]:
    """Return at most `limit` messages that are parked now, oldest first, from after the one with id `after`.

    `partij`: only those that this organisation sent or is to receive.
    """
    rows = await tx.fetch(
        f"""
        select gemeente, id, soort, verzender, ontvanger, identificatie, vastgelegd_op,
            {FINDINGS}
        from {AS_JUDGED}
        where b.oordeel = 'geparkeerd' and {VERDICT} = '{Outcome.GEPARKEERD}'
            and ($1::text is null or $1 in (verzender, ontvanger)) and ($2::uuid is null or id > $2)
        order by id limit $3
        """,
        partij,
        after,
        limit,
    )
    return [
        ParkedMessage(
            gemeente=row["gemeente"],
            id=row["id"],
            soort=row["soort"],
            verzender=row["verzender"],
            ontvanger=row["ontvanger"],
            identificatie=mask_identificatie(row["identificatie"]),
            vastgelegd_op=row["vastgelegd_op"],
            bevindingen=open_findings(row),
        )
        for row in rows
    ]
