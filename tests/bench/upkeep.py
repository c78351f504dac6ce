"""Costs of a large ledger beside its messages: sealing, verifying, and upkeep by worker and operator."""

from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import TypeVar

from gateway.exchange.custody import retention
from gateway.exchange.custody.seal import VerifiedCount, seal_ledger, verify_ledger
from gateway.exchange.signals import refresh
from gateway.store.custody.rewrap import rewrap
from gateway.store.db.database import Database
from gateway.store.db.vault import Vault
from gateway.store.delivery import leases, outbox
from gateway.store.delivery.outbox import Settlement
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.bench.ledgers import Ledger, say
from tests.bench.report import Row, at_most
from tests.bench.timing import spell
from tests.support.api.parties import ZORG
from tests.support.store.key_ring import RING
from tests.support.store.postgres import execute

MINUTE_S = 60
_CLAIMS = 20
_AT_ONCE = 100
_LEASE = timedelta(minutes=1)

T = TypeVar("T")


async def _timed(work: Awaitable[T]) -> tuple[float, T]:
    begin = perf_counter()
    found = await work
    return perf_counter() - begin, found


def _against_a_minute(what: str, minutes: float, seconds: float, detail: str) -> Row:
    """Return a row of how many minutes it took, where this many are allowed."""
    return at_most(minutes, what=what, against="a minute", ratio=seconds / MINUTE_S, detail=detail)


async def sealed_and_verified(ledger: Ledger) -> AsyncIterator[Row]:
    """Seal the whole ledger and verify it."""
    millions = max(1, round(ledger.messages / 1e6))
    say("sealing")
    seconds, rows = await _timed(seal_ledger(ledger.gateway))
    again, none = await _timed(seal_ledger(ledger.gateway))
    assert none == 0, none
    yield _against_a_minute(
        f"sealing {ledger.messages:,} messages and what happened to them",
        2 * millions,
        seconds,
        f"{rows:,} rows in {spell(seconds)}; a round that finds nothing new, within the hour, {spell(again)}",
    )
    count = VerifiedCount()
    say("verifying")
    seconds, found = await _timed(_verified(ledger, count))
    assert (found, count.rows, count.unsealed) == ([], rows, 0), (found[:3], count)
    yield _against_a_minute(
        f"gateway ledger verify over {ledger.messages:,} messages and what happened to them",
        millions,
        seconds,
        f"{count.rows:,} rows under {count.seals} seals in {spell(seconds)}",
    )


async def _verified(ledger: Ledger, count: VerifiedCount) -> list[str]:
    return [each.text async for each in verify_ledger(ledger.gateway, count)]


async def kept_up(full: Ledger, empty: Ledger) -> AsyncIterator[Row]:
    """Measure the worker's periodic work, and a new key for all that is encrypted; this changes the ledger."""
    say("claiming")
    times = [(await _claims(full), await _claims(empty)) for _ in range(3)]
    one, other = (median(each) for each in zip(*times, strict=True))
    yield _as_when_empty(full, "claiming and settling a delivery", one, other)
    say("signals")
    yield await _signals(full)
    say("retention")
    yield await _retention(full)
    say("a new key")
    one, other = [await _rewrapped(each) for each in (full, empty)]
    yield _as_when_empty(full, "encrypting a value anew", one, other)


def _as_when_empty(full: Ledger, what: str, one: float, other: float) -> Row:
    return at_most(
        1.5,
        what=f"{what} with {full.messages:,} messages in the ledger",
        against="with hardly any",
        ratio=one / other,
        detail=f"{spell(one)} against {spell(other)}",
    )


async def _push_what_waits(ledger: Ledger) -> None:
    """Make the messages to one provider wait to be pushed."""
    async with ledger.gateway.db.transaction() as tx:
        await organisaties.save(tx, Organisatie(ZORG, "aanbieder", "Zorg", "https://zorg.example", kanaal="push"))
    await execute(
        ledger.dsn,
        f"update leveringen set staat = 'wachtend', kanaal = 'push', afgerond_op = null where ontvanger = '{ZORG}'",
    )


async def _claims(ledger: Ledger) -> float:
    """Return the seconds of database time that a delivery takes, from claim to settling."""
    await _push_what_waits(ledger)
    settled = 0
    begin = perf_counter()
    for _ in range(_CLAIMS):
        async with ledger.gateway.db.transaction() as tx:
            leased = await leases.lease_due(tx, _AT_ONCE, _LEASE)
        async with ledger.gateway.db.transaction() as tx:
            for each in leased.leases:
                await outbox.settle(tx, each, Settlement("200", delivered=True))
        settled += len(leased.leases)
    assert settled
    return (perf_counter() - begin) / settled


async def _signals(ledger: Ledger) -> Row:
    """Measure the first round of signals, over every client, the next day's, and one a minute later."""
    first, count = await _timed(refresh.refresh_signals(ledger.gateway))
    await execute(ledger.dsn, "update signaal_rondes set dag = dag - 1")
    day, daily = await _timed(refresh.refresh_signals(ledger.gateway))
    idle, _ = await _timed(refresh.refresh_signals(ledger.gateway))
    assert not count.failed
    return _against_a_minute(
        f"the daily round of signals over {ledger.clients:,} clients",
        max(1, round(ledger.clients / 1e5)),
        day,
        f"{daily.examined:,} looked at in {spell(day)}; the first round, over all, {count.raised:,} signals in "
        f"{spell(first)}; the one after it, over the clients of the last five "
        f"minutes, {spell(idle)}",
    )


async def _retention(ledger: Ledger) -> Row:
    seconds, found = await _timed(retention.erase_expired_content(ledger.gateway, dry_run=True))
    erasing, erased = await _timed(retention.erase_expired_content(ledger.gateway))
    assert found == erased, (found, erased)
    return _against_a_minute(
        f"the daily round of retention with {ledger.messages:,} messages in the ledger",
        max(1, round(ledger.messages / 1e6)),
        erasing,
        f"{sum(erased.values()):,} erased in {spell(erasing)}, of which {spell(seconds)} to find them",
    )


async def _rewrapped(ledger: Ledger) -> float:
    """Return the seconds it takes to encrypt a value with a new key."""
    ring = RING.with_new_key()
    new = str(ring.newest)
    async with ledger.gateway.db.transaction() as tx:
        await tx.execute("insert into sleutelring (naam, vingerafdruk) values ($1, $2)", new, ring.fingerprints()[new])
    db = await Database.connect(ledger.dsn, vault=Vault(ring))
    try:
        seconds, values = await _timed(_rewrap(db, Vault(ring)))
    finally:
        await db.close()
    assert values >= ledger.messages, values
    return seconds / values


async def _rewrap(db: Database, vault: Vault) -> int:
    return sum([each.done async for each in rewrap(db, vault) if each.finished])
