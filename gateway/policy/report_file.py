"""The input of checks on reports: a start or stop, with the care as it is once the message is booked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gateway.messages.common import Node
from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.policy.care_file import Care
from gateway.rules.case import CaseFile, Start, Stop
from gateway.rules.reported import delivered_starts, delivered_stops, starts_left, stops_left


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A start or a stop on one assignment."""

    care: Care
    """The assignment, with this report booked."""
    begindatum: date
    einddatum: date | None = None
    """Last day of the care, inclusive, of a stop; None: a start."""
    reden: str | None = None
    """RedenBeeindiging of a stop."""
    element: Node
    """The StartProduct or StopProduct it was read from."""

    @property
    def is_first_start(self) -> bool:
        """True for the first start of the care; False for a stop, and for a restart after a temporary stop."""
        return self.einddatum is None and self.care.gestart_op == self.begindatum


def books_after(message: Wmo305 | Wmo307, case: CaseFile) -> tuple[Sequence[Start], Sequence[Stop]]:
    """Return the starts and the stops that are in force once the message is booked."""
    starts = [*starts_left(message, case), *(start for _, start in delivered_starts(message))]
    stops = [*stops_left(message, case), *(stop for _, stop in delivered_stops(message))]
    return starts, stops


def updated_care(
    all_care: Iterable[Care], aanbieder: str, starts: Sequence[Start], stops: Sequence[Stop]
) -> tuple[Care, ...]:
    """Return the care, with these starts and stops on the assignments of this provider.

    A final stop counts as long as no later start resumed the care.
    """
    begun: dict[int | None, list[date]] = {}
    for start in starts:
        begun.setdefault(start.toewijzing_nummer, []).append(start.begindatum)
    stopped: dict[int | None, tuple[date, str]] = {}
    for stop in stops:
        nummer = stop.toewijzing_nummer
        if not stop.is_temporary and nummer in begun and stop.begindatum >= max(begun[nummer]):
            stopped[nummer] = max((stop.einddatum, stop.reden_beeindiging), stopped.get(nummer, (date.min, "")))
    return tuple(
        _with_days(each, min(begun.get(each.nummer, ()), default=None), stopped.get(each.nummer))
        if each.aanbieder == aanbieder
        else each
        for each in all_care
    )


def _with_days(care: Care, gestart_op: date | None, stop: tuple[date, str] | None) -> Care:
    """Return the care with this start and stop; the same object when they don't change, since a copy is slow."""
    gestopt_op, reden = stop or (None, None)
    if (gestart_op, gestopt_op, reden) == (care.gestart_op, care.gestopt_op, care.reden_beeindiging):
        return care
    return replace(care, gestart_op=gestart_op, gestopt_op=gestopt_op, reden_beeindiging=reden)


def reports_in(message: Wmo305 | Wmo307, care: Mapping[int | None, Care]) -> list[Report]:
    """Return the starts or stops of the message on the assignments in `care`, which has them by number."""
    starts = [
        Report(care=care[start.toewijzing_nummer], begindatum=start.begindatum, element=product)
        for product, start in delivered_starts(message)
        if start.toewijzing_nummer in care
    ]
    stops = [
        Report(
            care=care[stop.toewijzing_nummer],
            begindatum=stop.begindatum,
            einddatum=stop.einddatum,
            reden=stop.reden_beeindiging,
            element=product,
        )
        for product, stop in delivered_stops(message)
        if stop.toewijzing_nummer in care
    ]
    return [*starts, *stops]
