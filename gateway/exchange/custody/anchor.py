"""The root over all seals, timestamped by an outside authority: a whole new past can't be made up behind it.

An authority that is away holds up nothing: the worker tries again, and who watches sees how old the newest is.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import httpx
import structlog
from cryptography.x509 import Certificate

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.metrics import ANCHORS
from gateway.standard.noted import root_over_all
from gateway.standard.seal import Seal
from gateway.standard.timestamp import TimestampError, check, read, read_authorities, request
from gateway.store.custody import tijdstempels
from gateway.store.custody.tijdstempels import Heads, Timestamp
from gateway.transport.timestamps import ask

MAX_CLOCK_STEP: Final = timedelta(minutes=5)
"""The clocks of the database and the authority may differ this much."""
_FIRST_PAUSE_S: Final = 60.0
_MAX_PAUSE_S: Final = 3600.0

log = structlog.get_logger(__name__)


def load_authorities(file: Path | None) -> list[Certificate]:
    """Return the authorities in this file (PEM) whose timestamps are trusted; none without a file.

    Raises TimestampError, which names the file.
    """
    if file is None:
        return []
    try:
        return read_authorities(file.read_bytes())
    except TimestampError as error:
        raise TimestampError(f"{file}: {error}") from None


class Anchoring:
    """The worker's round: has the root over all seals timestamped when it is time for that."""

    def __init__(self, gateway: Gateway, clock: Callable[[], float] = time.monotonic) -> None:
        self._gateway = gateway
        self._clock = clock
        self._failures = 0
        self._not_before = 0.0

    async def __call__(self) -> bool:
        """Return True when a timestamp was kept. Logs and counts a failure, and waits longer after each."""
        gateway = self._gateway
        url, interval = gateway.anchor.url, gateway.anchor.interval
        if url is None or self._clock() < self._not_before:
            return False
        async with gateway.db.snapshot() as tx:
            heads = await tijdstempels.read_heads(tx) if await tijdstempels.is_due(tx, interval) else None
        if heads is None or not heads.seals:
            return False
        try:
            moment, answer = await self._stamped(url, heads)
        except (TimestampError, httpx.HTTPError, httpx.InvalidURL, OSError) as error:  # TimeoutError is an OSError
            self._failed(error)
            return False
        self._failures, self._not_before = 0, 0.0
        async with gateway.db.transaction() as tx:
            nummer = await tijdstempels.insert(tx, heads, moment, answer, interval)
        if nummer is not None:
            ANCHORS.labels("ja").inc()
            log.info("ledger.anchored", number=nummer, root=heads.root.hex(), moment=moment.isoformat())
        return nummer is not None

    async def _stamped(self, url: str, heads: Heads) -> tuple[datetime, bytes]:
        asked = request(heads.root)
        answer = await ask(url, asked.content)
        moment = read(answer, heads.root, asked.nonce)
        authorities = load_authorities(self._gateway.anchor.ca_file)
        if authorities:
            check(answer, heads.root, authorities)
        return moment, answer

    def _failed(self, error: Exception) -> None:
        pause = min(_FIRST_PAUSE_S * 2.0**self._failures, _MAX_PAUSE_S)
        self._failures, self._not_before = min(self._failures + 1, 10), self._clock() + pause
        ANCHORS.labels("nee").inc()
        reason = str(error) if isinstance(error, TimestampError) else ""
        log.warning("ledger.anchor_failed", error=type(error).__name__, reason=reason, retry_after_s=round(pause))


def list_faults(
    stamps: Sequence[Timestamp], chains: Mapping[str, Sequence[Seal]], authorities: Sequence[Certificate]
) -> Iterator[str]:
    """Yield in Dutch where the timestamps differ from these seals, or aren't signed by one of these authorities.

    Without authorities nothing is said of who signed.
    """
    expected = 1
    for stamp in stamps:
        if stamp.nummer > expected:
            yield f"tijdstempel {expected} tot en met {stamp.nummer - 1} ontbreekt"
        expected = stamp.nummer + 1
        fault = _fault(stamp, chains, authorities)
        if fault is not None:
            yield f"tijdstempel {stamp.nummer} van {stamp.moment.isoformat()}: {fault}"


def _fault(stamp: Timestamp, chains: Mapping[str, Sequence[Seal]], authorities: Sequence[Certificate]) -> str | None:
    try:
        moment = check(stamp.answer, stamp.root, authorities) if authorities else read(stamp.answer, stamp.root)
    except TimestampError as error:
        return str(error)
    if moment != stamp.moment:
        return f"de instantie tekende voor {moment.isoformat()}"
    seals: list[Seal] = []
    for gemeente, nummer in stamp.heads.items():
        found = [seal for seal in chains.get(gemeente, ()) if seal.nummer == nummer]
        if not found:
            return f"zegel {nummer} van {gemeente} is er niet meer"
        seals += found
    if not seals or root_over_all(seals) != stamp.root:
        return "de zegels van toen zijn nu andere: de keten is vervangen"
    late = max(seals, key=lambda seal: seal.set_at)
    if late.set_at > moment + MAX_CLOCK_STEP:
        return f"zegel {late.nummer} van {late.gemeente} zegt van later te zijn ({late.set_at.isoformat()})"
    return None
