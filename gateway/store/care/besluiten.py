"""Requests that decided on several assignments at once, by Idempotency-Key: repeated, they get the first result."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from gateway.store.care.toewijzingen import HASHED, hashable
from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """A request that was carried out."""

    aanvraag_hash: bytes
    """SHA-256 of the request."""
    bericht_ids: Sequence[UUID]
    """The WMO301s that told it, one a provider."""
    nummers: Sequence[int]
    """The assignments that it made or changed, in the order of the request."""


async def insert(tx: Connection, gemeente: str, idempotency_key: str, decision: KeptDecision) -> None:
    """Keep the request under its key, which is kept as a hash."""
    await tx.execute(
        "insert into besluiten (gemeente, aanvraag_sleutel, aanvraag_hash, bericht_ids, nummers)"
        f" values ($1, {HASHED.format('$2')}, $3, $4, $5)",
        gemeente,
        hashable(gemeente, idempotency_key),
        decision.aanvraag_hash,
        list(decision.bericht_ids),
        list(decision.nummers),
    )


async def find(tx: Connection, gemeente: str, idempotency_key: str) -> KeptDecision | None:
    """Return the request with this key that was carried out."""
    row = await tx.fetchrow(
        "select aanvraag_hash, bericht_ids, nummers from besluiten"
        f" where gemeente = $1 and aanvraag_sleutel in ({HASHED.format('$2')}, {HASHED.format('$3')})",
        gemeente,
        hashable(gemeente, idempotency_key),
        idempotency_key,
    )
    return None if row is None else KeptDecision(row["aanvraag_hash"], row["bericht_ids"], row["nummers"])
