"""Years of clients who got care, started, were sometimes stretched, stopped, and were answered.

Everything follows from the number of a client, so that books of any size need no memory. Scattered among the clients
are some who wait: their many assignments have not been started. About those the messages can be that are measured, so
that they touch books of every age.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tests.support.api.parties import VENLO, ZORG

PROVIDERS = tuple(f"9999{1000 + each}" for each in range(40))
MOST_WAITING = 9000
"""As many as there are BSNs that are made up and pass every test."""
ASSIGNMENTS = 4
"""Of a client who waits."""
_DAY = 86_400_000
"""Milliseconds, as all times here are: since 1970, or between two."""
_SPAN = round(16.2 * 365.25 * _DAY)
"""What is oldest has had its term: fifteen years, after care of one."""
YEAR, STRETCH, _NOTICE = 365 * _DAY, 200 * _DAY, 6 * _DAY
SOON = 2000


@dataclass(frozen=True, slots=True)
class Step:
    """A message in the story of a client; a return message follows the one it answers."""

    soort: str
    na: int
    """After the assignment, or after the end of the care."""
    einde: bool = False
    lang: bool = False
    """Only of who was stretched."""


STORY = (
    Step("WMO301", 0),
    Step("WMO302", _DAY),
    Step("WMO305", _NOTICE),
    Step("WMO306", _NOTICE + SOON),
    Step("WMO301", STRETCH, lang=True),
    Step("WMO302", STRETCH + _DAY, lang=True),
    Step("WMO307", _NOTICE, einde=True),
    Step("WMO308", _NOTICE + SOON, einde=True),
)
ASSIGNED, STARTED, STRETCHED, STOPPED = 0, 2, 4, 6
FROM_PROVIDER = ("WMO302", "WMO305", "WMO307")
ANSWERS = ("WMO302", "WMO306", "WMO308")
_PER_CLIENT = 6.1
"""Messages, as it works out."""


@dataclass(frozen=True, slots=True)
class Books:
    """Who is in the books, and what they went through."""

    nu: int
    clients: int
    waiting: int
    """Of those clients."""

    @classmethod
    def of(cls, messages: int, waiting: int, now: datetime) -> "Books":
        """Books with about so many messages, or with hardly anybody but who waits."""
        return cls(round(now.timestamp() * 1000), max(waiting, round(messages / _PER_CLIENT)), waiting)

    def waits(self, client: int) -> bool:
        """True of clients at even distances from each other."""
        return client * self.waiting % self.clients < self.waiting

    def idle(self, client: int) -> bool:
        """Its care has not begun."""
        return self.waits(client) or client % 50 == 7

    def opened(self, client: int) -> int:
        """When its care was assigned."""
        return self.nu - _DAY - _SPAN + _SPAN * client // self.clients

    def ends(self, client: int) -> int:
        """When its care ends."""
        return self.opened(client) + YEAR + (STRETCH if self.long(client) else 0)

    def long(self, client: int) -> bool:
        """Its care was stretched."""
        return client % 4 == 3 and not self.idle(client) and self.opened(client) + STRETCH + _DAY < self.nu

    def at(self, client: int, step: int) -> int | None:
        """When this message came; None when it hasn't."""
        this = STORY[step]
        if (self.idle(client) and step > 1) or (this.lang and not self.long(client)):
            return None
        when = (self.ends(client) if this.einde else self.opened(client)) + this.na
        return when if when < self.nu else None

    def provider(self, client: int) -> str:
        """Who gives the care."""
        return ZORG if self.waits(client) else PROVIDERS[client % len(PROVIDERS)]

    def parties(self, client: int, step: int) -> tuple[str, str]:
        """Who sent this message, and who got it."""
        provider = self.provider(client)
        return (provider, VENLO) if STORY[step].soort in FROM_PROVIDER else (VENLO, provider)

    def versions(self, client: int) -> Iterator[tuple[int, int, int | None]]:
        """Of an assignment of the client: which version, when it was made, and until when; who waits has no end."""
        opened = self.opened(client)
        yield 1, opened, None if self.waits(client) else opened + YEAR
        if self.long(client):
            yield 2, opened + STRETCH, opened + YEAR + STRETCH

    def numbers(self, client: int) -> range:
        """Of the client's assignments."""
        first = 1 + client * ASSIGNMENTS
        return range(first, first + (ASSIGNMENTS if self.waits(client) else 1))

    def client_id(self, client: int) -> UUID:
        """The client's id."""
        return id_at(self.opened(client), 15, client)

    def story(self) -> Iterator[tuple[int, int, int]]:
        """Every message, oldest first: when, of which client, and which step."""
        return heapq.merge(*(self._steps(step, lang) for step in range(len(STORY)) for lang in (False, True)))

    def _steps(self, step: int, lang: bool) -> Iterator[tuple[int, int, int]]:
        """In order of time, as is so for those who were stretched and for those who were not."""
        for client in range(self.clients):
            if self.long(client) is lang:
                when = self.at(client, step)
                if when is not None:
                    yield when, client, step


def id_at(when: int, kind: int, number: int) -> UUID:
    """A UUID version 7 of this moment, the same each time."""
    return UUID(int=when << 80 | 7 << 76 | kind << 64 | 2 << 62 | number)
