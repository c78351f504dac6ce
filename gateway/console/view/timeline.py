"""A picture of a client's care: a bar for each assignment, what of it was delivered, and signals, in time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from gateway.exchange.lists.dossier import Line
from gateway.store.lists.dossier import ReportLine, SignalLine, VersionLine

WIDTH: Final = 1000
_LABELS: Final = 170
"""Room at the left for what a bar is about."""
ROW: Final = 34
_TOP: Final = 26
_MAX_TICKS: Final = 14
_MARGIN_DAYS: Final = 15
_OPEN: Final = timedelta(days=90)
"""A bar without an end goes on for so long after today."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days, in points from the left."""

    x: float
    width: float
    kind: str
    """toegewezen, geleverd or weg (removed)."""
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One assignment."""

    y: int
    label: str
    nummer: int
    bars: tuple[Bar, ...]
    marks: tuple[tuple[float, str], ...]
    """Signals: points from the left, and what each says."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture."""

    width: int
    height: int
    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]
    today: float


def draw(lines: Sequence[Line], today: date) -> Timeline | None:
    """Return the picture of these lines of a dossier; None when there is no assignment in it."""
    latest: dict[int, VersionLine] = {each.nummer: each for each in lines if isinstance(each, VersionLine)}
    if not latest:
        return None
    scale = _scale(latest, lines, today)
    rows = tuple(
        _row(scale, _TOP + ROW * number, version, lines, today)
        for number, version in enumerate(sorted(latest.values(), key=lambda each: (each.ingangsdatum, each.nummer)))
    )
    return Timeline(WIDTH, _TOP + ROW * len(rows) + 6, rows, tuple(_ticks(scale)), scale.x(today))


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        within = min(max(day, self.first), self.last)
        return round(_LABELS + (WIDTH - _LABELS) * (within - self.first).days / (self.last - self.first).days, 1)


def _scale(latest: Mapping[int, VersionLine], lines: Sequence[Line], today: date) -> _Scale:
    days = [today]
    for version in latest.values():
        days += [version.ingangsdatum, _end(version, today)]
    for line in lines:
        if isinstance(line, SignalLine):
            days.append(line.uiterlijk)
    return _Scale(_moved(min(days), -_MARGIN_DAYS), _moved(max(days), _MARGIN_DAYS))


def _end(version: VersionLine, today: date) -> date:
    return version.einddatum or max(_moved(today, _OPEN.days), _moved(version.ingangsdatum, _OPEN.days))


def _moved(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _row(scale: _Scale, y: int, version: VersionLine, lines: Sequence[Line], today: date) -> Row:
    until = "zonder einddatum" if version.einddatum is None else f"tot en met {version.einddatum:%d-%m-%Y}"
    kind = "weg" if version.verwijderd else "toegewezen"
    text = f"{kind} van {version.ingangsdatum:%d-%m-%Y} {until}"
    assigned = _bar(scale, version.ingangsdatum, _end(version, today), kind, text)
    marks = tuple(
        (scale.x(each.uiterlijk), f"{each.code}, uiterlijk {each.uiterlijk:%d-%m-%Y}: {each.tekst}")
        for each in lines
        if isinstance(each, SignalLine) and each.nummer == version.nummer and each.status == "open"
    )
    label = f"{version.code or version.categorie or 'zorg'} ({version.aanbieder})"
    return Row(y, label, version.nummer, (assigned, *_delivered(scale, version.nummer, lines, today)), marks)


def _delivered(scale: _Scale, nummer: int, lines: Sequence[Line], today: date) -> Iterator[Bar]:
    """Yield a bar for each start that was not taken back, up to the stop that ended it."""
    reports = [each for each in lines if isinstance(each, ReportLine) and each.nummer == nummer]
    standing = [each for each in reports if not each.ingetrokken]
    for start in (each for each in standing if each.soort == "start"):
        ends = [each.einddatum for each in standing if each.begindatum == start.begindatum and each.einddatum]
        end = max(ends) if ends else max(today, start.begindatum)
        until = f"tot en met {end:%d-%m-%Y}" if ends else "loopt"
        yield _bar(scale, start.begindatum, end, "geleverd", f"geleverd vanaf {start.begindatum:%d-%m-%Y}, {until}")


def _bar(scale: _Scale, first: date, last: date, kind: str, text: str) -> Bar:
    x = scale.x(first)
    return Bar(x, max(2.0, round(scale.x(last) - x, 1)), kind, text)


def _ticks(scale: _Scale) -> Iterator[tuple[float, str]]:
    """Yield the first days of months, of so many that their names don't run into each other."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    step = next(each for each in (1, 2, 3, 6, 12, 24, 60, 120, 1200, 12000) if months // each <= _MAX_TICKS)
    number = scale.first.year * 12 + scale.first.month
    for each in range(number - number % step + step, scale.last.year * 12 + scale.last.month, step):
        day = date(each // 12, each % 12 + 1, 1)
        yield scale.x(day), f"{day:%m-%Y}" if step < 12 else f"{day:%Y}"
