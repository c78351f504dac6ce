"""A model of the level-3 rules for starts and stops, written a second time and as simply as possible.

It takes the messages of one provider about one client in order, gives the verdict on each, and keeps the starts and
stops that stand. It shares no code with the gateway's rules, so a difference between the two is a fault in one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

TEMPORARY = "20"


@dataclass(frozen=True, slots=True)
class Line:
    """One start or stop in a message."""

    nummer: int
    begin: date
    remove: bool = False
    reason: str | None = None
    """Of a stop; a start has none."""
    end: date | None = None
    """Of a stop."""
    code: str = "02A02"
    """Of the product."""

    @property
    def key(self) -> tuple[object, ...]:
        """Values that make two lines the same start or stop."""
        return (self.nummer, self.code, self.begin, self.reason, self.end)

    @property
    def start(self) -> tuple[object, ...]:
        """The key of the start that a stop ends."""
        return (self.nummer, self.code, self.begin, None, None)


@dataclass(frozen=True, slots=True)
class Sent:
    """A message with its sender, its name and its lines."""

    provider: str
    name: str
    is_start: bool
    lines: tuple[Line, ...]
    data: bytes = b""
    """Its bytes: the same ones are the same message."""


@dataclass
class Books:
    """The starts and stops that stand after the messages so far."""

    assigned: Mapping[str, frozenset[int]]
    """The numbers of each provider's assignments to this client."""
    starts: dict[tuple[str, tuple[object, ...]], Line] = field(default_factory=dict)
    stops: dict[tuple[str, tuple[object, ...]], Line] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    """The numbers of assignments that were removed: no care starts there, and what ran may still stop."""
    names: set[tuple[str, bool, str]] = field(default_factory=set)
    """Identificaties in use: those of approved messages."""

    def take(self, sent: Sent) -> frozenset[str]:
        """Return the codes of the rules that the message breaks; when there are none, apply it."""
        faults = {"TR056"} if (sent.provider, sent.is_start, sent.name) in self.names else set()
        faults |= self._of_starts(sent) if sent.is_start else self._of_stops(sent)
        if not faults:
            self.names.add((sent.provider, sent.is_start, sent.name))
            table = self.starts if sent.is_start else self.stops
            for line in sent.lines:
                if line.remove:
                    del table[sent.provider, line.key]
            for line in sent.lines:
                if not line.remove:
                    table[sent.provider, line.key] = line
        return frozenset(faults)

    def _standing(self, sent: Sent) -> tuple[list[Line], list[Line], set[tuple[object, ...]]]:
        """Return this provider's starts and stops, and the keys that the message itself takes back."""
        starts = [line for (provider, _), line in self.starts.items() if provider == sent.provider]
        stops = [line for (provider, _), line in self.stops.items() if provider == sent.provider]
        return starts, stops, {line.key for line in sent.lines if line.remove}

    def _of_starts(self, sent: Sent) -> set[str]:
        starts, stops, gone = self._standing(sent)
        faults = set()
        ended = {stop.start for stop in stops}
        runs = {start.nummer for start in starts if start.key not in ended and start.key not in gone}
        for line in sent.lines:
            if line.remove:
                if line.key not in {start.key for start in starts}:
                    faults.add("TR063")
                if line.key in ended:
                    faults.add("TR071")
                continue
            if line.nummer not in self.assigned[sent.provider] or line.nummer in self.removed:
                faults.add("TR019")
            if line.key in {start.key for start in starts} - gone:
                faults.add("TR074")
            if line.nummer in runs:
                faults.add("TR326")
            runs.add(line.nummer)
        return faults

    def _of_stops(self, sent: Sent) -> set[str]:
        starts, stops, gone = self._standing(sent)
        faults = {"TR063"} if gone - {stop.key for stop in stops} else set()
        left = [stop for stop in stops if stop.key not in gone]
        for line in sorted(
            (each for each in sent.lines if not each.remove),
            key=lambda each: (each.end or date.max, each.reason != TEMPORARY),
        ):
            if line.nummer not in self.assigned[sent.provider]:
                faults.add("TR019")
            if line.key in {stop.key for stop in stops} - gone:
                faults.add("TR074")
            if line.start not in {start.key for start in starts}:
                faults.add("TR382")
            before = [stop for stop in left if (stop.nummer, stop.begin) == (line.nummer, line.begin)]
            if line.reason == TEMPORARY and any(stop.reason == TEMPORARY for stop in before):
                faults.add("TR413")
            if any(stop.end is not None and line.end is not None and line.end < stop.end for stop in before):
                faults.add("TR414")
            if any(stop.reason != TEMPORARY for stop in before):
                faults.add("TR415")
            left.append(line)
        return faults
