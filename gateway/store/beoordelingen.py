"""Parked messages, and the verdicts on those that were judged again: rows of the ledger, beside the message's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gateway.standard.findings import Outcome
from gateway.store.database import Connection
from gateway.store.ledger import AS_JUDGED, OORDEEL, Bericht, Booking, new_id


@dataclass(frozen=True, slots=True)
class Geparkeerd:
    """A message that no one has been able to judge yet; nothing of its content."""

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
        """The codes of the rules that could not judge it."""
        return tuple(each["code"] for each in self.bevindingen if "crash" in each)


def book(booking: Booking, entry: Bericht, door: str, op: datetime) -> None:
    """The verdict of `entry` is the one that holds from then on; the message itself stays as it was.

    A second verdict other than parked makes the writing fail.
    """
    booking.add(
        "insert into beoordelingen (gemeente, id, bericht_id, oordeel, bevindingen, client_id, door, op)"
        " values ($1, {0}, {1}, {2}, {3}, {4}, {5}, {6})",
        new_id(),
        entry.id,
        entry.oordeel.value,
        list(entry.bevindingen),
        entry.client_id,
        door,
        op,
    )
    booking.add(
        "insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens, op) values ($1, {0}, 'beoordeeld',"
        " jsonb_build_object('oordeel', {1}::text, 'door', {2}::text), {3})",
        entry.id,
        entry.oordeel.value,
        door,
        op,
    )


async def parked(tx: Connection, partij: str | None, na: UUID | None, aantal: int) -> list[Geparkeerd]:
    """At most `aantal` messages that are parked now, oldest first, from after the one with id `na`.

    `partij`: only those that this organisation sent or is to receive.
    """
    rows = await tx.fetch(
        f"""
        select gemeente, id, soort, verzender, ontvanger, identificatie, vastgelegd_op,
            coalesce(nu_bevindingen, b.bevindingen)
        from {AS_JUDGED}
        where b.oordeel = 'geparkeerd' and {OORDEEL} = '{Outcome.GEPARKEERD}'
            and ($1::text is null or $1 in (verzender, ontvanger)) and ($2::uuid is null or id > $2)
        order by id limit $3
        """,
        partij,
        na,
        aantal,
    )
    return [Geparkeerd(*row) for row in rows]
