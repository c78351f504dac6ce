"""How a delivery of care was stopped before: what TR413, TR414 and TR415 judge a stop by."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Final

from gateway.messages.kinds.stop import StopProduct, Wmo307
from gateway.rules.case import CaseFile, Stop
from gateway.rules.reported import delivered_stops, stops_left


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The stops of one delivery of care, as far as they stand."""

    temporary: Stop | None = None
    """A temporary stop."""
    final: Stop | None = None
    """A final stop."""
    last: Stop | None = None
    """The stop that ends last."""

    def after(self, stop: Stop) -> "Stopped":
        """Return these stops with one more."""
        return Stopped(
            temporary=stop if stop.is_temporary else self.temporary,
            final=self.final if stop.is_temporary else stop,
            last=stop if self.last is None or stop.einddatum >= self.last.einddatum else self.last,
        )


def stops_in_turn(message: Wmo307, case: CaseFile) -> Iterator[tuple[StopProduct, Stop, Stopped]]:
    """Yield each stop that the message delivers, with the earlier stops of the same delivery of care.

    Removals go first. Stops of one message follow each other by Einddatum, on one day the temporary before
    the final, in whatever order they are written.
    """
    stopped: dict[Hashable, Stopped] = {}
    for stop in stops_left(message, case):
        stopped[stop.delivery_key] = stopped.get(stop.delivery_key, _NOT_STOPPED).after(stop)
    in_turn = sorted(delivered_stops(message), key=lambda each: (each[1].einddatum, not each[1].is_temporary))
    for product, stop in in_turn:
        before = stopped.get(stop.delivery_key, _NOT_STOPPED)
        yield product, stop, before
        stopped[stop.delivery_key] = before.after(stop)


_NOT_STOPPED: Final = Stopped()
