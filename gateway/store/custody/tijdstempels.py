"""Timestamps of an outside authority over the root of all municipalities' newest seals."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from gateway.standard.noted import root_over_all
from gateway.standard.seal import Seal
from gateway.store.custody import seals
from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A root, the seals it was made of, and what the authority answered about it."""

    nummer: int
    """1, 2, 3 …"""
    root: bytes
    heads: Mapping[str, int]
    """By municipality the number of its newest seal at that moment."""
    moment: datetime
    """When the authority signed, as its answer says."""
    answer: bytes
    """As it came (RFC 3161, DER)."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The newest seal of every municipality at one moment."""

    seals: Mapping[str, Seal]

    @property
    def root(self) -> bytes:
        """The root over them."""
        return root_over_all(self.seals.values())


async def read_heads(tx: Connection) -> Heads:
    """Return the newest seal of every municipality that has one, within one snapshot."""
    found = {gemeente: await seals.find_last_seal(tx, gemeente) for gemeente in await seals.list_tenants(tx)}
    return Heads({gemeente: seal for gemeente, seal in found.items() if seal is not None})


async def is_due(tx: Connection, interval: timedelta) -> bool:
    """Return True when no timestamp was kept within this time, by the clock of the database."""
    due: bool = await tx.fetchval(
        "select not exists (select from tijdstempels where op > clock_timestamp() - $1::interval)", interval
    )
    return due


async def is_overdue(tx: Connection, interval: timedelta) -> bool:
    """Return True when there are seals, and no timestamp was kept for twice this time."""
    overdue: bool = await tx.fetchval("select exists (select from zegels)") and await is_due(tx, 2 * interval)
    return overdue


async def insert(tx: Connection, heads: Heads, moment: datetime, answer: bytes, interval: timedelta) -> int | None:
    """Keep the timestamp and return its number; None when another process kept one meanwhile."""
    await tx.execute("select pg_advisory_xact_lock(hashtextextended('tijdstempels', 0))")
    if not await is_due(tx, interval):
        return None
    nummer: int = await tx.fetchval(
        "insert into tijdstempels (nummer, wortel, zegels, tijd, antwoord)"
        " select coalesce(max(nummer), 0) + 1, $1, $2::text::jsonb, $3, $4 from tijdstempels returning nummer",
        heads.root,
        json.dumps({gemeente: seal.nummer for gemeente, seal in sorted(heads.seals.items())}),
        moment,
        answer,
    )
    return nummer


async def find_last(tx: Connection) -> Timestamp | None:
    """Return the newest timestamp."""
    found = await _list(tx, "order by nummer desc limit 1")
    return found[0] if found else None


async def list_all(tx: Connection) -> list[Timestamp]:
    """Return all timestamps, the first one first."""
    return await _list(tx, "order by nummer")


async def _list(tx: Connection, order: str) -> list[Timestamp]:
    rows = await tx.fetch(f"select nummer, wortel, zegels::text as zegels, tijd, antwoord from tijdstempels {order}")
    return [
        Timestamp(row["nummer"], row["wortel"], json.loads(row["zegels"]), row["tijd"], row["antwoord"]) for row in rows
    ]
