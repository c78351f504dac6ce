"""How a register differs from the one that stood: what is new, changes, ends earlier or is gone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar


class Entry(Protocol):
    """A line of a register: with the same key and first day it is the same one."""

    @property
    def key(self) -> tuple[str, ...]:
        """Return the subject; of one key only one entry holds on a day."""

    @property
    def terms(self) -> tuple[object, ...]:
        """Return the content beside the days."""

    @property
    def vanaf(self) -> date:
        """Return the first day."""

    @property
    def tot(self) -> date | None:
        """Return the last day, inclusive; None: no end is known."""


AnEntry = TypeVar("AnEntry", bound=Entry)
ALine = TypeVar("ALine")


@dataclass(frozen=True, slots=True)
class RegisterChanges(Generic[AnEntry]):
    """How the entries of a register differ from those that stand."""

    nieuw: tuple[AnEntry, ...]
    gewijzigd: tuple[tuple[AnEntry, AnEntry], ...]
    """As it stands, and as it will be: other terms, or a last day that is later or taken away."""
    eindigend: tuple[tuple[AnEntry, AnEntry], ...]
    """The same terms, with an earlier last day."""
    vervallen: tuple[AnEntry, ...]
    """No longer there at all."""
    ongewijzigd: int

    def counts(self) -> dict[str, int]:
        """Return how many there are of each kind."""
        return {
            "nieuw": len(self.nieuw),
            "gewijzigd": len(self.gewijzigd),
            "eindigend": len(self.eindigend),
            "vervallen": len(self.vervallen),
            "ongewijzigd": self.ongewijzigd,
        }


def compare(before: Sequence[AnEntry], after: Sequence[AnEntry]) -> RegisterChanges[AnEntry]:
    """Return how the entries after differ from those before."""
    old = {(each.key, each.vanaf): each for each in before}
    new = {(each.key, each.vanaf): each for each in after}
    both = [(old[place], new[place]) for place in new if place in old]
    ended = [(was, now) for was, now in both if was.terms == now.terms and _ends_earlier(was, now)]
    return RegisterChanges(
        nieuw=tuple(each for place, each in new.items() if place not in old),
        gewijzigd=tuple((was, now) for was, now in both if was != now and (was, now) not in ended),
        eindigend=tuple(ended),
        vervallen=tuple(each for place, each in old.items() if place not in new),
        ongewijzigd=sum(was == now for was, now in both),
    )


def _ends_earlier(was: Entry, now: Entry) -> bool:
    return now.tot is not None and (was.tot is None or now.tot < was.tot)


def overlaps(lines: Sequence[ALine], entry_of: Callable[[ALine], Entry]) -> Iterator[tuple[ALine, ALine]]:
    """Yield each line whose first day another of its key holds already, with that one in front of it.

    Of several that hold it the one that ends last.
    """
    lasting: ALine | None = None
    for line in sorted(lines, key=lambda each: (entry_of(each).key, entry_of(each).vanaf)):
        entry, before = entry_of(line), None if lasting is None else entry_of(lasting)
        if before is None or lasting is None or before.key != entry.key:
            lasting = line
            continue
        if entry.vanaf <= (before.tot or date.max):
            yield lasting, line
        if (entry.tot or date.max) > (before.tot or date.max):
            lasting = line
