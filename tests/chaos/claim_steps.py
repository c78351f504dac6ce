"""What the municipality and the provider said in a round of test_serial_claims.py, in the order of judging."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gateway.messages.read import read
from gateway.standard.xml.parse import parse
from gateway.store.db.database import Database
from gateway.store.db.places import MESSAGE
from tests.support.api.parties import VENLO


@dataclass(frozen=True, slots=True)
class Step:
    """A message that the municipality sent, or by which the provider answered it."""

    message: Any
    id: UUID
    heen: UUID | None
    """The message that it answers."""
    answered: bytes
    """The bytes of that; empty when there is none."""
    client: UUID | None


async def last_delivery(db: Database) -> int:
    """Return the number of the last delivery so far."""
    async with db.reading() as tx:
        found: int = await tx.fetchval("select coalesce(max(id), 0) from leveringen")
    return found


async def steps_since(db: Database, delivery: int) -> list[Step]:
    """Return what was sent since this delivery, in the order of judging."""
    async with db.reading() as tx:
        rows = await tx.fetch(
            "select b.id, b.inhoud, b.client_id, h.id as heen, h.inhoud as gestuurd from leveringen l"
            " join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id"
            " left join berichten h on h.gemeente = b.gemeente and h.id = b.heenbericht_id"
            " where l.gemeente = $1 and l.id > $2 and (b.richting = 'uit' or b.soort in ('WMO302', 'WMO320'))"
            " order by l.id",
            VENLO,
            delivery,
        )
    return [
        Step(
            read(parse(row["inhoud"].open(MESSAGE.at(VENLO, row["id"])))),
            row["id"],
            row["heen"],
            b"" if row["heen"] is None else row["gestuurd"].open(MESSAGE.at(VENLO, row["heen"])),
            row["client_id"],
        )
        for row in rows
    ]
