"""The clients of a municipality."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from gateway.store.care.client_names import birth_date_of, has_name, keys_of, keys_sought
from gateway.store.db.booking import Booking, bulk_insert
from gateway.store.db.database import Connection
from gateway.store.db.places import CLIENT_BSN, CLIENT_DETAILS, Findable, Secret
from gateway.store.db.vault import VaultError
from gateway.store.ledger.berichten import new_id


@dataclass(frozen=True, slots=True)
class Client:
    """A client; `gegevens` is the class Client of a WMO301 in JSON form, without Bsn and products."""

    gemeente: str
    id: UUID
    bsn: str
    gegevens: Mapping[str, Any]
    aangemaakt_op: datetime
    gewijzigd_op: datetime

    @property
    def birth_date(self) -> date | None:
        """The date of birth; None when it isn't known to the day (Datumgebruik)."""
        return birth_date_of(self.gegevens)


async def _clients(tx: Connection, rows: Sequence[asyncpg.Record]) -> list[Client]:
    """Return the rows as objects. Raises VaultError when a BSN isn't the one that the keyed hash beside it is of.

    Who writes in the database without the keys can exchange the encrypted BSNs of two clients, and can't make a hash.
    """
    clients = [_client(row) for row in rows]
    hashes = await tx.fetch(
        "select hash, oud from unnest($1::zoekbaar[], $2::zoekbaar[]) with ordinality as z (hash, oud, nr) order by nr",
        [Findable("bsn", each.gemeente, each.bsn) for each in clients],
        [each.bsn for each in clients],
    )
    for client, row, made in zip(clients, rows, hashes, strict=True):
        if row["bsn_zoek"] not in tuple(made):
            raise _exchanged(client)
    return clients


def _exchanged(client: Client) -> VaultError:
    return VaultError(
        f"Het versleutelde BSN van cliënt {client.id} van gemeente {client.gemeente} hoort niet bij de zoekhash "
        "ernaast: iemand heeft een van de twee in de database gewijzigd. Er is niets van getoond of verstuurd; zet de "
        "rij terug uit een back-up."
    )


async def _one(tx: Connection, row: asyncpg.Record | None) -> Client | None:
    return None if row is None else (await _clients(tx, [row]))[0]


def _client(row: asyncpg.Record) -> Client:
    return Client(
        row["gemeente"],
        row["id"],
        row["bsn"].open(CLIENT_BSN.at(row["gemeente"], row["id"])).decode(),
        json.loads(row["gegevens"].open(CLIENT_DETAILS.at(row["gemeente"], row["id"]))),
        row["aangemaakt_op"],
        row["gewijzigd_op"],
    )


async def create(tx: Connection, gemeente: str, bsn: str, gegevens: Mapping[str, Any]) -> Client | None:
    """Write a new client and return it; None when the municipality already has one with this BSN."""
    id = new_id()
    row = await tx.fetchrow(
        "insert into clienten (gemeente, id, bsn, bsn_zoek, gegevens, naam_zoek, partnernaam_zoek)"
        " select $1, $2, $3, ($4::zoekbaar).hash, $5, ($7::zoekbaar).hash, ($8::zoekbaar).hash"
        " where not exists (select from clienten where gemeente = $1 and bsn_zoek = ($6::zoekbaar).hash)"
        " on conflict (gemeente, bsn_zoek) do nothing returning *",
        gemeente,
        id,
        Secret(CLIENT_BSN.at(gemeente, id), bsn.encode()),
        Findable("bsn", gemeente, bsn),
        Secret(CLIENT_DETAILS.at(gemeente, id), json.dumps(gegevens).encode()),
        bsn,
        *keys_of(gemeente, gegevens),
    )
    return _client(row) if row else None


HAS_BSN: Final = "bsn_zoek in (($2::zoekbaar).hash, ($3::zoekbaar).hash)"
"""True for the client with this BSN: as it is hashed now, and as it was before `vault rewrap` went over the hashes."""

_CLIENT: Final = bulk_insert(
    "clienten",
    {
        "gemeente": "text",
        "id": "uuid",
        "bsn": "geheim",
        "bsn_zoek": "zoekbaar",
        "gegevens": "geheim",
        "naam_zoek": "zoekbaar",
        "partnernaam_zoek": "zoekbaar",
    },
)


def book(booking: Booking, gemeente: str, bsn: str, gegevens: Mapping[str, Any]) -> UUID:
    """Add a new client to the booking and return its id."""
    id = new_id()
    booking.add(
        _CLIENT,
        gemeente,
        id,
        Secret(CLIENT_BSN.at(gemeente, id), bsn.encode()),
        Findable("bsn", gemeente, bsn),
        Secret(CLIENT_DETAILS.at(gemeente, id), json.dumps(gegevens).encode()),
        *keys_of(gemeente, gegevens),
    )
    return id


async def find(tx: Connection, gemeente: str, id: UUID) -> Client | None:
    """Return the client of this municipality with this id."""
    row = await tx.fetchrow("select * from clienten where gemeente = $1 and id = $2", gemeente, id)
    return await _one(tx, row)


async def fetch_page(tx: Connection, gemeente: str, after: UUID, limit: int) -> list[Client]:
    """Return at most `limit` clients of the municipality, by id, after the one with this id."""
    rows = await tx.fetch(
        "select * from clienten where gemeente = $1 and id > $2 order by id limit $3", gemeente, after, limit
    )
    return await _clients(tx, rows)


async def count(tx: Connection, gemeenten: Sequence[str]) -> int:
    """Return how many clients these municipalities have."""
    found: int = await tx.fetchval("select count(*) from clienten where gemeente = any($1::text[])", gemeenten)
    return found


async def fetch_several(tx: Connection, gemeente: str, ids: Sequence[UUID]) -> list[Client]:
    """Return those of these clients that the municipality has, by id."""
    rows = await tx.fetch(
        "select * from clienten where gemeente = $1 and id = any($2::uuid[]) order by id", gemeente, ids
    )
    return await _clients(tx, rows)


async def find_by_bsn(tx: Connection, gemeente: str, bsn: str) -> Client | None:
    """Return the client of this municipality with this BSN."""
    row = await tx.fetchrow(
        f"select * from clienten where gemeente = $1 and {HAS_BSN}", gemeente, Findable("bsn", gemeente, bsn), bsn
    )
    if row is None:
        return None
    client = _client(row)
    if client.bsn != bsn:  # the hash that found the row is that of the BSN that was asked for
        raise _exchanged(client)
    return client


async def find_by_name(tx: Connection, gemeente: str, name: str, born: date, limit: int) -> list[Client]:
    """Return at most `limit` clients of this municipality with this surname or partner's, and date of birth, by id."""
    rows = await tx.fetch(
        """
        with gezocht as materialized (select hash from unnest($2::zoekbaar[]))
        select * from clienten where gemeente = $1 and id = any(array(
            select c.id from gezocht g join clienten c on c.gemeente = $1 and c.naam_zoek = g.hash
            union select c.id from gezocht g join clienten c on c.gemeente = $1 and c.partnernaam_zoek = g.hash
        )) order by id limit $3
        """,
        gemeente,
        keys_sought(gemeente, name, born),
        limit,
    )
    found = await _clients(tx, rows)
    return [each for each in found if each.birth_date == born and has_name(each.gegevens, name)]


async def replace(tx: Connection, gemeente: str, id: UUID, gegevens: Mapping[str, Any]) -> Client | None:
    """Return the client with these details from now on; None when there is no such client."""
    row = await tx.fetchrow(
        "update clienten set gegevens = $3, gewijzigd_op = now(), naam_zoek = ($4::zoekbaar).hash,"
        " partnernaam_zoek = ($5::zoekbaar).hash where gemeente = $1 and id = $2 returning *",
        gemeente,
        id,
        Secret(CLIENT_DETAILS.at(gemeente, id), json.dumps(gegevens).encode()),
        *keys_of(gemeente, gegevens),
    )
    return await _one(tx, row)
