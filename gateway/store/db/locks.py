"""Advisory locks: which number stands for what, and taking them."""

import hashlib
from collections.abc import Sequence

from gateway.store.db.database import Connection


def client_lock(gemeente: str, bsn: str) -> int:
    """Return the number of the lock under which everything about one client of one municipality happens in turn."""
    return _number(f"client:{gemeente}:{bsn}")


def identificatie_lock(gemeente: str, verzender: str, soort: str, identificatie: str) -> int:
    """Return the number of the lock under which messages with one Identificatie of one sender are booked in turn.

    Take it after that of the client and those of references: with one order for all, no two transactions wait for each
    other.
    """
    return _number(f"identificatie:{gemeente}:{verzender}:{soort}:{identificatie}")


def reference_lock(gemeente: str, aanbieder: str, referentie: str) -> int:
    """Return the number of the lock under which requests of a provider with one reference are judged in turn.

    They may be about two clients, and only one keeps the reference (TR347). Take it after the client's lock and before
    that on the Identificatie, and those of several references in the order of their numbers.
    """
    return _number(f"reference:{gemeente}:{aanbieder}:{referentie}")


def ceiling_lock(gemeente: str, aanbieder: str) -> int:
    """Return the number of the lock under which decisions that count under ceilings of a provider are taken in turn.

    Take it after the client's lock, and those of several providers in the order of their numbers.
    """
    return _number(f"ceiling:{gemeente}:{aanbieder}")


def claims_lock(aanbieder: str) -> int:
    """Return the number of the lock under which the claims of a provider are judged and booked in turn.

    Its numbers are unique over all municipalities (TR314, TR333), and every assignment is of one provider, so that no
    two claims at once take the same room. A change that takes room from an assignment is decided under it too: take it
    after the client's lock and before those on ceilings, and those of several providers in the order of their numbers.
    """
    return _number(f"claims:{aanbieder}")


def _number(name: str) -> int:
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


TRY_LOCKS = (
    "select pg_try_advisory_xact_lock(each) from unnest($1::bigint[]) with ordinality as k (each, nr) order by nr"
)


async def try_locks(tx: Connection, locks: Sequence[int]) -> list[bool]:
    """Take the advisory locks that are free until the transaction ends, without waiting; return which were."""
    return [row[0] for row in await tx.fetch(TRY_LOCKS, locks)]


async def take_locks(tx: Connection, locks: Sequence[int]) -> None:
    """Wait for these advisory locks, one after the other; they are held until the transaction ends."""
    await tx.execute(
        "select pg_advisory_xact_lock(each) from"
        " (select each from unnest($1::bigint[]) with ordinality as k (each, nr) order by nr) in_order",
        list(locks),
    )
