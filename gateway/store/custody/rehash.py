"""Hash the BSNs by which clients are found anew: for their purpose and municipality, as `vault rewrap` does last.

Before that the hash was the same in each municipality, and that of an Idempotency-Key of the same digits. Also by
another key, when the search key is replaced (`gateway.store.custody.search_key`).
"""

from collections.abc import AsyncIterator
from typing import Final
from uuid import UUID

from gateway.store.custody.rewrap import MAX_ROWS_PER_PIECE, Progress
from gateway.store.db.database import Database
from gateway.store.db.places import CLIENT_BSN, EncryptedColumn, Findable
from gateway.store.db.vault import Vault, VaultError

_CLIENTS: Final = f"""
select gemeente, id, bsn, bsn_zoek from clienten where (gemeente, id) > ($1, $2)
order by gemeente, id limit {MAX_ROWS_PER_PIECE}
"""
_REHASH: Final = "update clienten set bsn_zoek = $4 where gemeente = $1 and id = $2 and bsn_zoek = $3"
BSN_HASH: Final = EncryptedColumn("clienten", "bsn_zoek")


async def rehash(db: Database, vault: Vault, to: Vault | None = None) -> AsyncIterator[Progress]:
    """Hash each BSN anew for its purpose and municipality; yield the progress after each piece.

    `to`: the vault with the key for that; None: the same key. A hash that isn't that of the BSN beside it stays as it
    is: by it, the exchange shows. A client without a hash gets one when a gateway opens the database.
    """
    progress = Progress(BSN_HASH)
    after = "", UUID(int=0)
    while not progress.finished:
        async with db.transaction() as tx:
            rows = await tx.fetch(_CLIENTS, *after)
            found = []
            for row in rows:
                place = CLIENT_BSN.at(row["gemeente"], row["id"])
                try:
                    bsn = row["bsn"].open(place).decode()
                except VaultError:
                    progress.left.append(place)
                    continue
                sought, kept = Findable("bsn", row["gemeente"], bsn), row["bsn_zoek"]
                [new] = (to or vault).search_hash(sought)
                if kept in (*vault.search_hash(bsn), *vault.search_hash(sought)) and kept != new:
                    found.append((row["gemeente"], row["id"], kept, new))
                elif kept not in (new, None):
                    progress.left.append(BSN_HASH.at(row["gemeente"], row["id"]))
            await tx.executemany(_REHASH, found)
        progress.seen += len(rows)
        progress.done += len(found)
        progress.finished = not rows
        after = after if progress.finished else (rows[-1]["gemeente"], rows[-1]["id"])
        yield progress
