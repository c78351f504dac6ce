"""Series of deliveries: within one, they go to a receiver in order."""

import hashlib
from typing import Final
from uuid import UUID

from gateway.store.db.database import Connection

_NUMBERS: Final = 1024


def series(client_id: UUID | None, bsn: str) -> UUID:
    """What keeps deliveries about one client in order: the client, or for one who is in no books here a number.

    Of the latter there are so few that a number tells nobody who it is; that two share one only makes them wait.
    """
    if client_id is not None:
        return client_id
    return UUID(int=int.from_bytes(hashlib.blake2b(bsn.encode(), digest_size=8).digest(), "big") % _NUMBERS)


async def series_of(tx: Connection, gemeente: str, bericht_id: UUID) -> UUID:
    """Return the series of the delivery of this message, so that its answer goes in the same; of its own when it has
    none.
    """
    found: UUID | None = await tx.fetchval(
        "select reeks from leveringen where gemeente = $1 and bericht_id = $2 limit 1", gemeente, bericht_id
    )
    return found or bericht_id
