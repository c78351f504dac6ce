"""The report that a check on reports looks at: a start or stop, with the care as it is once the message is booked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gateway.messages.common import Knoop
from gateway.messages.start import Wmo305
from gateway.messages.stop import Wmo307
from gateway.policy.care_file import Zorg
from gateway.rules.case import CaseFile, Start, Stop, delivered_starts, delivered_stops, starts_left, stops_left


@dataclass(frozen=True, slots=True, kw_only=True)
class Melding:
    """A start or a stop on one assignment."""

    zorg: Zorg
    """The assignment, with this report in the books."""
    begindatum: date
    einddatum: date | None = None
    """Of a stop: the last day of the care, inclusive; None: it is a start."""
    reden: str | None = None
    """Of a stop: RedenBeeindiging."""
    klasse: Knoop
    """The StartProduct or StopProduct it was read from."""

    @property
    def eerste_start(self) -> bool:
        """True of a start before which the care was not reported as begun; no restart after a temporary stop."""
        return self.einddatum is None and self.zorg.gestart_op == self.begindatum


def books_after(bericht: Wmo305 | Wmo307, case: CaseFile) -> tuple[Sequence[Start], Sequence[Stop]]:
    """Return the starts and the stops that stand once the message is in the books."""
    if isinstance(bericht, Wmo305):
        return [*starts_left(bericht, case), *(each for _, each in delivered_starts(bericht))], case.stops
    return case.starts, [*stops_left(bericht, case), *(each for _, each in delivered_stops(bericht))]


def updated_care(
    alle: Iterable[Zorg], aanbieder: str, starts: Sequence[Start], stops: Sequence[Stop]
) -> tuple[Zorg, ...]:
    """Return the care with these starts and stops on the assignments of this provider.

    A final stop counts as long as no later start took the care up again.
    """
    begonnen: dict[int | None, list[date]] = {}
    for start in starts:
        begonnen.setdefault(start.toewijzing_nummer, []).append(start.begindatum)
    gestopt: dict[int | None, date] = {}
    for stop in stops:
        nummer = stop.toewijzing_nummer
        if not stop.tijdelijk and nummer in begonnen and stop.begindatum >= max(begonnen[nummer]):
            gestopt[nummer] = max(stop.einddatum, gestopt.get(nummer, date.min))
    return tuple(
        _met(each, min(begonnen.get(each.nummer, ()), default=None), gestopt.get(each.nummer))
        if each.aanbieder == aanbieder
        else each
        for each in alle
    )


def _met(zorg: Zorg, gestart_op: date | None, gestopt_op: date | None) -> Zorg:
    """Return the care with these days; most care keeps those it has, and to copy it costs more than all else here."""
    if (gestart_op, gestopt_op) == (zorg.gestart_op, zorg.gestopt_op):
        return zorg
    return replace(zorg, gestart_op=gestart_op, gestopt_op=gestopt_op)


def reports_in(bericht: Wmo305 | Wmo307, zorg: dict[int | None, Zorg]) -> list[Melding]:
    """What the message delivers on these assignments, by their numbers."""
    if isinstance(bericht, Wmo305):
        return [
            Melding(zorg=zorg[start.toewijzing_nummer], begindatum=start.begindatum, klasse=klasse)
            for klasse, start in delivered_starts(bericht)
            if start.toewijzing_nummer in zorg
        ]
    return [
        Melding(
            zorg=zorg[stop.toewijzing_nummer],
            begindatum=stop.begindatum,
            einddatum=stop.einddatum,
            reden=stop.reden_beeindiging,
            klasse=klasse,
        )
        for klasse, stop in delivered_stops(bericht)
        if stop.toewijzing_nummer in zorg
    ]
