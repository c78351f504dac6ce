"""The seals as an operator looks at them: the newest of each municipality, and a verification, step by step."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from gateway.exchange.custody.seal import Deviation, VerifiedCount, verify_ledger
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.standard.noted import NotedHash
from gateway.store.custody import tijdstempels
from gateway.store.custody.tijdstempels import Heads, Timestamp

MAX_DEVIATIONS_KEPT: Final = 100
"""Deviations that are told one by one; the others are only counted."""
_PACE_S: Final = 0.25
"""Seconds between two steps."""

log = structlog.get_logger(__name__)


async def read_heads(gateway: Gateway) -> tuple[Heads, Timestamp | None]:
    """Return the newest seal of every municipality, and the last timestamp over such seals."""
    async with gateway.db.snapshot() as tx:
        return await tijdstempels.read_heads(tx), await tijdstempels.find_last(tx)


@dataclass(slots=True)
class Verification:
    """How far a verification is, and what it found so far."""

    counted: VerifiedCount = field(default_factory=VerifiedCount)
    deviations: list[Deviation] = field(default_factory=list)
    """At most `MAX_DEVIATIONS_KEPT`."""
    found: int = 0
    """All deviations."""
    is_done: bool = False
    has_failed: bool = False
    """It ended before it had read everything; the log tells why."""

    @property
    def percentage(self) -> int:
        """The part that was read, in whole percents; 100 only once all is done."""
        if self.is_done:
            return 100
        expected = self.counted.expected
        return min(99, 100 * self.counted.rows // expected) if expected else 0


class VerifyingTurn:
    """The turn of one process: a verification reads the whole ledger."""

    def __init__(self) -> None:
        self.is_taken = False


async def verify_in_steps(gateway: Gateway, noted: Sequence[NotedHash] = ()) -> AsyncIterator[Verification]:
    """Verify the ledger and yield how far that is, several times a second; last when it is done, or has failed.

    It stops when the caller goes away. Raises Conflict at the first step when this process is verifying already.
    """
    turn = gateway.queues.of(VerifyingTurn)
    if turn.is_taken:
        raise Conflict("wordt-al-nagegaan", "Het grootboek wordt al nagegaan. Wacht tot dat klaar is.")
    turn.is_taken = True
    seen = Verification()
    work = asyncio.create_task(_verify(gateway, noted, seen))
    try:
        while not work.done():
            yield seen
            await asyncio.wait({work}, timeout=_PACE_S)
        seen.is_done = not seen.has_failed
        yield seen
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        turn.is_taken = False


async def _verify(gateway: Gateway, noted: Sequence[NotedHash], seen: Verification) -> None:
    try:
        async for each in verify_ledger(gateway, seen.counted, noted):
            seen.found += 1
            if seen.found <= MAX_DEVIATIONS_KEPT:
                seen.deviations.append(each)
    except Exception as error:  # noqa: BLE001 - whatever it is, who waits is told that it ended too early
        log.error("ledger.verification_failed", error=type(error).__name__)
        seen.has_failed = True
