"""The clients of a municipality."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from gateway.store.database import Connection
from gateway.store.ledger import new_id


@dataclass(frozen=True, slots=True)
class Client:
    """A client; `gegevens` is the class Client of a WMO301 in JSON form, without Bsn and products."""

    gemeente: str
    id: UUID
    bsn: str
    gegevens: Mapping[str, Any]
    aangemaakt_op: datetime
    gewijzigd_op: datetime


def _client(row: asyncpg.Record) -> Client:
    return Client(**dict(row))


async def create(tx: Connection, gemeente: str, bsn: str, gegevens: Mapping[str, Any]) -> Client | None:
    """The new client; None when the municipality already has one with this BSN."""
    row = await tx.fetchrow(
        "insert into clienten (gemeente, id, bsn, gegevens) values ($1, $2, $3, $4)"
        " on conflict (gemeente, bsn) do nothing returning *",
        gemeente,
        new_id(),
        bsn,
        dict(gegevens),
    )
    return _client(row) if row else None


async def find(tx: Connection, gemeente: str, id: UUID) -> Client | None:
    """The client of this municipality with this id."""
    row = await tx.fetchrow("select * from clienten where gemeente = $1 and id = $2", gemeente, id)
    return _client(row) if row else None


async def by_bsn(tx: Connection, gemeente: str, bsn: str) -> Client | None:
    """The client of this municipality with this BSN."""
    row = await tx.fetchrow("select * from clienten where gemeente = $1 and bsn = $2", gemeente, bsn)
    return _client(row) if row else None


async def replace(tx: Connection, gemeente: str, id: UUID, gegevens: Mapping[str, Any]) -> Client | None:
    """The client with these details from now on; None when there is no such client."""
    row = await tx.fetchrow(
        "update clienten set gegevens = $3, gewijzigd_op = now() where gemeente = $1 and id = $2 returning *",
        gemeente,
        id,
        dict(gegevens),
    )
    return _client(row) if row else None
