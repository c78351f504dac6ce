"""Requests of providers: one for each reference, with the state that follows from what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from gateway.store.db.booking import Booking, bulk_insert
from gateway.store.db.database import Connection
from gateway.store.db.places import REQUEST_REFERENCE, Findable, Secret
from gateway.store.ledger.berichten import Bericht, new_id
from gateway.store.lists.requests import RequestState


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """A request in a message: what it asks under one reference."""

    volgnummer: int
    """Which product of a WMO315, from 1; of a WMO317, which is granted or refused as a whole, 1."""
    referentie: str
    """ReferentieAanbieder: free text of the provider, kept encrypted."""
    dagtekening: date
    categorie: str | None = None
    code: str | None = None
    ingangsdatum: date
    """As wished; of a WMO317 the first day of its wishes."""
    einddatum: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequests:
    """The requests in an approved WMO315 or WMO317."""

    asked: tuple[NewRequest, ...]

    def book(self, booking: Booking, entry: Bericht, client_id: UUID) -> None:
        """Add the requests in the message of `entry` to the booking, open."""
        for each in self.asked:
            id = new_id()
            booking.add(
                _INSERT,
                entry.gemeente,
                id,
                entry.id,
                each.volgnummer,
                entry.soort,
                client_id,
                entry.aanbieder,
                Secret(REQUEST_REFERENCE.at(entry.gemeente, id), each.referentie.encode()),
                Findable("referentie", entry.gemeente, each.referentie),
                each.dagtekening,
                entry.vastgelegd_op,
                each.categorie,
                each.code,
                each.ingangsdatum,
                each.einddatum,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRequest:
    """A request as it is kept."""

    gemeente: str
    id: UUID
    bericht_id: UUID
    volgnummer: int
    soort: str
    client_id: UUID
    aanbieder: str
    referentie: str
    """Empty when it was erased with the message."""
    dagtekening: date
    ontvangen_op: datetime
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None
    status: RequestState


_INSERT: Final = bulk_insert(
    "verzoeken",
    {
        "gemeente": "text",
        "id": "uuid",
        "bericht_id": "uuid",
        "volgnummer": "int",
        "soort": "text",
        "client_id": "uuid",
        "aanbieder": "text",
        "referentie": "geheim",
        "referentie_zoek": "zoekbaar",
        "dagtekening": "date",
        "ontvangen_op": "timestamptz",
        "categorie": "text",
        "code": "text",
        "ingangsdatum": "date",
        "einddatum": "date",
    },
)
_COLUMNS: Final = ", ".join(KeptRequest.__dataclass_fields__)


def as_request(row: asyncpg.Record) -> KeptRequest:
    """Return the columns of a request as an object."""
    values: dict[str, Any] = {name: row[name] for name in KeptRequest.__dataclass_fields__}
    place = REQUEST_REFERENCE.at(row["gemeente"], row["id"])
    return KeptRequest(**{**values, "referentie": row["referentie"].open(place).decode()})


async def find(tx: Connection, gemeente: str, id: UUID) -> KeptRequest | None:
    """Return the request of this municipality with this id."""
    row = await tx.fetchrow(f"select {_COLUMNS} from verzoeken where gemeente = $1 and id = $2", gemeente, id)
    return None if row is None else as_request(row)


async def find_of_provider(tx: Connection, aanbieder: str, id: UUID) -> KeptRequest | None:
    """Return the request of this provider with this id, to whatever municipality."""
    row = await tx.fetchrow(f"select {_COLUMNS} from verzoeken where id = $1 and aanbieder = $2", id, aanbieder)
    return None if row is None else as_request(row)


async def find_by_reference(tx: Connection, gemeente: str, aanbieder: str, referentie: str) -> KeptRequest | None:
    """Return the request of this provider with this reference."""
    row = await tx.fetchrow(
        f"select {_COLUMNS} from verzoeken"
        " where gemeente = $1 and aanbieder = $2 and referentie_zoek = ($3::zoekbaar).hash",
        gemeente,
        aanbieder,
        Findable("referentie", gemeente, referentie),
    )
    return None if row is None else as_request(row)


async def list_open(tx: Connection, gemeente: str, clienten: Sequence[UUID]) -> list[KeptRequest]:
    """Return the requests for these clients that have no final answer, in the order in which they came in."""
    rows = await tx.fetch(
        f"select {_COLUMNS} from verzoeken where gemeente = $1 and client_id = any($2::uuid[])"
        " and status in ('open', 'in-onderzoek') order by ontvangen_op, id",
        gemeente,
        list(clienten),
    )
    return [as_request(row) for row in rows]


EFFECTIVE: Final = """not exists (
    select from berichten r
    where r.gemeente = a.gemeente and r.heenbericht_id = a.bericht_id and r.uitkomst = 'afgekeurd' offset 0)"""
"""True when the message of row `a`, an answer or a sending, was not refused: else it counts as never sent (OP286)."""

_SETTLE: Final = f"""
update verzoeken v set status = coalesce((
    select a.antwoord from verzoek_antwoorden a
    where a.gemeente = v.gemeente and a.verzoek_id = v.id and {EFFECTIVE}
    order by a.antwoord = 'in-onderzoek', a.id desc limit 1
), 'open')
where gemeente = $1 and id = any($2::uuid[])
"""


async def settle(tx: Connection, gemeente: str, ids: Sequence[UUID]) -> None:
    """Write the state of these requests that follows from the answers that count: a final one before 'in-onderzoek'.

    After an answer, and after one was refused. The caller holds the client's lock.
    """
    await tx.execute(_SETTLE, gemeente, list(ids))
