"""What happened in the simulated chain: references, kinds and codes, and never a message or what it says of anybody."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

import structlog

from gateway.standard.stuf.messages import Envelope

MAX_ENTRIES: Final = 100_000
"""The oldest go when there are more."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened to a message."""

    nummer: int
    op: datetime
    wat: str
    """Such as "aangenomen" or "bezorgd" (Dutch)."""
    referentie: str
    functie: str
    van: str
    naar: str
    code: str | None = None
    """Of the error, or of the answer."""


class Journal:
    """The entries of one run, oldest first."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._count = 0
        self.entries: list[Entry] = []

    def note(self, wat: str, envelope: Envelope, code: str | None = None) -> None:
        """Add what happened to the message in this envelope."""
        self._count += 1
        parties = (envelope.zender.organisatie, envelope.ontvanger.organisatie)
        self.entries.append(
            Entry(self._count, self._now(), wat, envelope.referentienummer, envelope.functie, *parties, code)
        )
        del self.entries[:-MAX_ENTRIES]
        log.info("simulator.message", what=wat, kind=envelope.functie, reference=envelope.referentienummer, code=code)

    def after(self, nummer: int) -> list[dict[str, Any]]:
        """Return the entries with a higher number, as JSON takes them."""
        return [asdict(each) for each in self.entries if each.nummer > nummer]
