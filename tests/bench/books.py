"""Books of many years: clients whose care was assigned, started, now and then extended, stopped, and answered.

All values follow from the number of a client, so books of any size need no memory. Spread among the clients are some
that wait: their many assignments aren't started yet. The measured messages are about those, so that they touch rows
of every age.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tests.support.api.parties import VENLO, ZORG

PROVIDERS = tuple(f"9999{1000 + each}" for each in range(40))
MAX_WAITING_CLIENTS = 9000
"""The number of made-up BSNs that pass every test."""
ASSIGNMENTS = 4
"""Assignments of a waiting client."""
_DAY_MS = 86_400_000
"""Milliseconds, as all times here are: since 1970, or between two."""
_SPAN_MS = round(16.2 * 365.25 * _DAY_MS)
"""The oldest messages are past their term: fifteen years, after care of one."""
YEAR, STRETCH, _NOTICE = 365 * _DAY_MS, 200 * _DAY_MS, 6 * _DAY_MS
SOON = 2000


@dataclass(frozen=True, slots=True)
class Step:
    """A message in the story of a client; a return message follows the one it answers."""

    soort: str
    after: int
    """After the assignment, or after the end of the care."""
    end: bool = False
    lang: bool = False
    """Only of who was stretched."""


STORY = (
    Step("WMO301", 0),
    Step("WMO302", _DAY_MS),
    Step("WMO305", _NOTICE),
    Step("WMO306", _NOTICE + SOON),
    Step("WMO301", STRETCH, lang=True),
    Step("WMO302", STRETCH + _DAY_MS, lang=True),
    Step("WMO307", _NOTICE, end=True),
    Step("WMO308", _NOTICE + SOON, end=True),
)
ASSIGNED, STARTED, STRETCHED, STOPPED = 0, 2, 4, 6
FROM_PROVIDER = ("WMO302", "WMO305", "WMO307")
ANSWERS = ("WMO302", "WMO306", "WMO308")
_MESSAGES_PER_CLIENT = 6.1
"""Messages of a client, on average."""


@dataclass(frozen=True, slots=True)
class Books:
    """The clients in the books and the course of their care."""

    now: int
    clients: int
    waiting: int
    """Of those clients."""

    @classmethod
    def of(cls, messages: int, waiting: int, now: datetime) -> "Books":
        """Return books with about this many messages, or with hardly any clients but those that wait."""
        return cls(round(now.timestamp() * 1000), max(waiting, round(messages / _MESSAGES_PER_CLIENT)), waiting)

    def waits(self, client: int) -> bool:
        """Return True for clients at even distances from each other."""
        return client * self.waiting % self.clients < self.waiting

    def idle(self, client: int) -> bool:
        """Return True when the client's care hasn't begun."""
        return self.waits(client) or client % 50 == 7

    def opened(self, client: int) -> int:
        """Return the moment when the client's care was assigned."""
        return self.now - _DAY_MS - _SPAN_MS + _SPAN_MS * client // self.clients

    def ends(self, client: int) -> int:
        """Return the moment when the client's care ends."""
        return self.opened(client) + YEAR + (STRETCH if self.long(client) else 0)

    def long(self, client: int) -> bool:
        """Return True when the client's care was extended."""
        return client % 4 == 3 and not self.idle(client) and self.opened(client) + STRETCH + _DAY_MS < self.now

    def at(self, client: int, step: int) -> int | None:
        """Return the moment when this message came; None when it hasn't."""
        this = STORY[step]
        if (self.idle(client) and step > 1) or (this.lang and not self.long(client)):
            return None
        when = (self.ends(client) if this.end else self.opened(client)) + this.after
        return when if when < self.now else None

    def provider(self, client: int) -> str:
        """Return the provider of the client's care."""
        return ZORG if self.waits(client) else PROVIDERS[client % len(PROVIDERS)]

    def parties(self, client: int, step: int) -> tuple[str, str]:
        """Return the sender and the receiver of this message."""
        provider = self.provider(client)
        return (provider, VENLO) if STORY[step].soort in FROM_PROVIDER else (VENLO, provider)

    def versions(self, client: int) -> Iterator[tuple[int, int, int | None]]:
        """Return the versions of an assignment of the client: number, moment, end; a waiting client's has no end."""
        opened = self.opened(client)
        yield 1, opened, None if self.waits(client) else opened + YEAR
        if self.long(client):
            yield 2, opened + STRETCH, opened + YEAR + STRETCH

    def numbers(self, client: int) -> range:
        """Return the numbers of the client's assignments."""
        first = 1 + client * ASSIGNMENTS
        return range(first, first + (ASSIGNMENTS if self.waits(client) else 1))

    def client_id(self, client: int) -> UUID:
        """Return the client's id."""
        return id_at(self.opened(client), 15, client)

    def story(self) -> Iterator[tuple[int, int, int]]:
        """Yield every message, oldest first: moment, client and step."""
        return heapq.merge(*(self._steps(step, lang) for step in range(len(STORY)) for lang in (False, True)))

    def _steps(self, step: int, lang: bool) -> Iterator[tuple[int, int, int]]:
        """Yield this step of all clients in order of time, of extended care apart from other care."""
        for client in range(self.clients):
            if self.long(client) is lang:
                when = self.at(client, step)
                if when is not None:
                    yield when, client, step


def id_at(when: int, kind: int, number: int) -> UUID:
    """Return a UUID version 7 of this moment, the same each time."""
    return UUID(int=when << 80 | 7 << 76 | kind << 64 | 2 << 62 | number)
