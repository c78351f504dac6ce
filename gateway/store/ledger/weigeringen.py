"""Refusals of content that never became a message: rows are added and never changed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from gateway.store.db.database import Connection
from gateway.store.ledger.berichten import digest, new_id


async def log_refusal(tx: Connection, organisatie: str, inhoud: bytes, probleem: Mapping[str, Any]) -> UUID:
    """Write that content was refused before it became a message, and return the id. The content itself is not kept."""
    id = new_id()
    await tx.execute(
        "insert into weigeringen (organisatie, id, sha256, omvang, probleem) values ($1, $2, $3, $4, $5)",
        organisatie,
        id,
        digest(inhoud),
        len(inhoud),
        dict(probleem),
    )
    return id
