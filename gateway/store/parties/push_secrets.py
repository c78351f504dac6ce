"""The secrets by which pushes to an organisation, and alerts to each of its addresses, are signed; kept encrypted."""

import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from gateway.store.db.database import Connection
from gateway.store.db.places import PUSH_SECRET, Secret

_SECRET_BYTES: Final = 32


async def create_secret(tx: Connection, code: str, overlap: timedelta, address: UUID | None = None) -> bytes:
    """Make a secret for pushes to this organisation and return it; the one before stays in use for `overlap`.

    `address`: for alerts to this address; None: for messages.
    """
    geheim = secrets.token_bytes(_SECRET_BYTES)
    await tx.execute(
        "update push_geheimen set vervalt_op = now() + $2"
        " where organisatie = $1 and adres_id is not distinct from $3 and vervalt_op is null",
        code,
        overlap,
        address,
    )
    id = await tx.fetchval("select nextval('push_geheimen_id_seq')")
    await tx.execute(
        "insert into push_geheimen (organisatie, id, geheim, adres_id) overriding system value values ($1, $2, $3, $4)",
        code,
        id,
        Secret(PUSH_SECRET.at(code, id), geheim),
        address,
    )
    return geheim


async def list_secrets(tx: Connection, code: str, address: UUID | None = None) -> list[bytes]:
    """Return the secrets by which pushes to this organisation are signed now, the newest first.

    `address`: those of alerts to this address; None: those of messages.
    """
    rows = await tx.fetch(
        "select id, geheim from push_geheimen where organisatie = $1 and adres_id is not distinct from $2"
        " and (vervalt_op is null or vervalt_op > now()) order by id desc",
        code,
        address,
    )
    return [row["geheim"].open(PUSH_SECRET.at(code, row["id"])) for row in rows]
