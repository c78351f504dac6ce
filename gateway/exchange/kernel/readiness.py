"""Readiness: is everything there that the gateway needs to do its work?"""

from dataclasses import dataclass

import asyncpg

from gateway.exchange.kernel.gateway import Gateway
from gateway.store.custody import key_ring, tijdstempels
from gateway.store.db import server
from gateway.store.db.database import UNAVAILABLE, PoolExhausted
from gateway.store.db.migrations import expected_revision, may_write, read_revision
from gateway.store.delivery import workers


@dataclass(frozen=True, slots=True)
class Readiness:
    """The problem that keeps the gateway from its work, if any."""

    problem: str | None = None
    """Name of the problem; None: there is none."""
    text: str = ""
    workers: int = 0
    """Workers that are alive."""
    anchor_overdue: bool | None = None
    """True when no timestamp was got over the seals for too long; None: none are asked for."""


AWAY = Readiness("database-niet-beschikbaar", "De database antwoordt niet.")
BUSY = Readiness(
    "database-bezet",
    "Alle verbindingen met de database zijn bezet, en geen kwam er op tijd vrij. Kijk op de server wat er wacht "
    "(pg_stat_activity), of verhoog GATEWAY_POOL_SIZE.",
)
READ_ONLY = Readiness(
    "database-alleen-lezen",
    "De database kan nu alleen worden gelezen (een standby, of default_transaction_read_only staat aan); berichten "
    "worden pas weer aangenomen en bezorgd als er geschreven kan worden.",
)


async def list_remarks(gateway: Gateway) -> list[str]:
    """Return what the operator should know of the settings of the database, a Dutch line each."""
    async with gateway.db.reading() as tx:
        return await server.list_remarks(tx)


async def check_readiness(gateway: Gateway) -> Readiness:
    """Return whether the gateway can do its work now. Never raises; takes as long as the database takes to answer."""
    try:
        async with gateway.db.reading() as tx:
            revision, note = await read_revision(tx)
            if not may_write(revision, note):
                return Readiness(
                    "database-schema", f"De database staat op migratie {revision}; nodig is {expected_revision()}."
                )
            known = await key_ring.load_fingerprints(tx)
            alive = await workers.count_living(tx)
            overdue = await tijdstempels.is_overdue(tx, gateway.anchor.interval) if gateway.anchor.url else None
        if not await gateway.db.can_write():
            return READ_ONLY
    except PoolExhausted:
        return BUSY
    except UNAVAILABLE:
        return AWAY
    except asyncpg.PostgresError as error:
        return Readiness("database-niet-beschikbaar", f"De database weigert te antwoorden ({type(error).__name__}).")
    lacking = [] if gateway.vault is None else gateway.vault.missing_keys(known)
    if lacking:
        return Readiness(
            "sleutel-ontbreekt",
            f"In de sleutelring ontbreekt {', '.join(f'sleutel {each}' for each in lacking)}, waarmee de database is "
            "of wordt beschreven. Zet de volledige ring neer (GATEWAY_KEY_FILE), of herstart met de volledige "
            "GATEWAY_KEYS.",
        )
    return Readiness(workers=alive, anchor_overdue=overdue)
