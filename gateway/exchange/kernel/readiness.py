"""Whether the gateway can do its work: nothing that it needs is away."""

from dataclasses import dataclass

import asyncpg

from gateway.exchange.kernel.gateway import Gateway
from gateway.store.custody import key_ring
from gateway.store.db import server
from gateway.store.db.database import UNAVAILABLE
from gateway.store.db.migrations import expected_revision
from gateway.store.delivery import workers


@dataclass(frozen=True, slots=True)
class Stand:
    """How it stands with what the gateway needs."""

    soort: str | None = None
    """Name of the problem; None: there is none."""
    melding: str = ""
    workers: int = 0
    """How many live."""


AWAY = Stand("database-niet-beschikbaar", "De database antwoordt niet.")
READ_ONLY = Stand(
    "database-alleen-lezen",
    "De database kan nu alleen worden gelezen (een standby, of default_transaction_read_only staat aan); berichten "
    "worden pas weer aangenomen en bezorgd als er geschreven kan worden.",
)


async def remarks(gateway: Gateway) -> list[str]:
    """Return what the operator should know of the settings of the database, a Dutch line each."""
    async with gateway.db.reading() as tx:
        return await server.list_remarks(tx)


async def look(gateway: Gateway) -> Stand:
    """How it stands now. Never raises, but waits as long as the database does."""
    try:
        async with gateway.db.reading() as tx:
            revision = await tx.fetchval("select version_num from alembic_version")
            if revision != expected_revision():
                return Stand(
                    "database-schema", f"De database staat op migratie {revision}; nodig is {expected_revision()}."
                )
            known = await key_ring.load_fingerprints(tx)
            alive = await workers.count_living(tx)
        if not await gateway.db.can_write():
            return READ_ONLY
    except UNAVAILABLE:
        return AWAY
    except asyncpg.PostgresError as error:
        return Stand("database-niet-beschikbaar", f"De database weigert te antwoorden ({type(error).__name__}).")
    lacking = [] if gateway.vault is None else gateway.vault.missing_keys(known)
    if lacking:
        return Stand(
            "sleutel-ontbreekt",
            f"In de sleutelring ontbreekt {', '.join(f'sleutel {each}' for each in lacking)}, waarmee de database is "
            "of wordt beschreven. Zet de volledige ring neer (GATEWAY_KEY_FILE), of herstart met de volledige "
            "GATEWAY_KEYS.",
        )
    return Stand(workers=alive)
