"""Series of deliveries: within one, they go to a receiver in order."""

import hashlib
from typing import Final
from uuid import UUID

from gateway.store.db.database import Connection

_STRANGERS: Final = 1024
"""Series for clients who are not in our books: so few that the number of one tells nobody who the client is."""


def series_of_client(client_id: UUID | None, bsn: str) -> UUID:
    """Return the series of deliveries about one client: the client, or a number for one who is not in our books.

    Two clients who share a number only wait for each other.
    """
    if client_id is not None:
        return client_id
    return UUID(int=int.from_bytes(hashlib.blake2b(bsn.encode(), digest_size=8).digest(), "big") % _STRANGERS)


async def series_of_message(tx: Connection, gemeente: str, bericht_id: UUID) -> UUID:
    """Return the series of the delivery of this message, for its answer; a message without delivery has its own."""
    found: UUID | None = await tx.fetchval(
        "select reeks from leveringen where gemeente = $1 and bericht_id = $2 limit 1", gemeente, bericht_id
    )
    return found or bericht_id
