"""The secrets by which pushes to an organisation are signed, kept encrypted."""

import secrets
from datetime import timedelta
from typing import Final

from gateway.store.db.database import Connection
from gateway.store.db.places import PUSH_SECRET, Secret

_SECRET_BYTES: Final = 32


async def create_secret(tx: Connection, code: str, overlap: timedelta) -> bytes:
    """Make a secret for pushes to this organisation and return it; the one before stays in use for `overlap`."""
    geheim = secrets.token_bytes(_SECRET_BYTES)
    await tx.execute(
        "update push_geheimen set vervalt_op = now() + $2 where organisatie = $1 and vervalt_op is null", code, overlap
    )
    id = await tx.fetchval("select nextval('push_geheimen_id_seq')")
    await tx.execute(
        "insert into push_geheimen (organisatie, id, geheim) overriding system value values ($1, $2, $3)",
        code,
        id,
        Secret(PUSH_SECRET.at(code, id), geheim),
    )
    return geheim


async def list_secrets(tx: Connection, code: str) -> list[bytes]:
    """Return the secrets by which pushes to this organisation are signed now, the newest first."""
    rows = await tx.fetch(
        "select id, geheim from push_geheimen where organisatie = $1 and (vervalt_op is null or vervalt_op > now())"
        " order by id desc",
        code,
    )
    return [row["geheim"].open(PUSH_SECRET.at(code, row["id"])) for row in rows]
