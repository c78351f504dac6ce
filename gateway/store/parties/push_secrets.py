"""The secrets by which pushes to an organisation are signed, kept encrypted."""

import secrets
from datetime import timedelta
from typing import Final

from gateway.store.db.database import Connection

_SECRET_BYTES: Final = 32


async def create_secret(tx: Connection, code: str, overlap: timedelta) -> bytes:
    """Make a secret for pushes to this organisation and return it; the one before stays in use for `overlap`."""
    geheim = secrets.token_bytes(_SECRET_BYTES)
    await tx.execute(
        "update push_geheimen set vervalt_op = now() + $2 where organisatie = $1 and vervalt_op is null", code, overlap
    )
    await tx.execute("insert into push_geheimen (organisatie, geheim) values ($1, $2)", code, geheim)
    return geheim


async def list_secrets(tx: Connection, code: str) -> list[bytes]:
    """Return the secrets by which pushes to this organisation are signed now, the newest first."""
    rows = await tx.fetch(
        "select geheim from push_geheimen where organisatie = $1 and (vervalt_op is null or vervalt_op > now())"
        " order by id desc",
        code,
    )
    return [row["geheim"] for row in rows]
