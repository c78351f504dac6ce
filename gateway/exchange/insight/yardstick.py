"""The yardstick of a count: whose policy, which year, and the working days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.policy.loading.regions import load_region
from gateway.standard.calendar import add_working_days
from gateway.store.insight.care import CareTerms
from gateway.store.insight.messages import Deadline
from gateway.store.parties.organisaties import Organisatie

FIRST_YEAR: Final = 2015
"""The Wmo 2015 began; no care is older."""
_ANSWER_DAYS: Final = 3
_REPORT_DAYS: Final = 5
_DAYS_BEFORE: Final = 60
"""Days of the calendar before the year: what should have been reported before those is late, whatever the holidays."""


@dataclass(frozen=True, slots=True)
class Year:
    """A contract year: the calendar year, as the contracts began on 1 January."""

    number: int

    @property
    def begin(self) -> date:
        """The first day."""
        return date(self.number, 1, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        return date(self.number + 1, 1, 1)


def year_of(number: int, today: date) -> Year:
    """Return the year. Raises Invalid for one that has not begun, or is before `FIRST_YEAR`."""
    if not FIRST_YEAR <= number <= today.year:
        raise Invalid(
            "jaar-onbekend",
            f"Over {number} zijn er geen indicatoren: kies een jaar van {FIRST_YEAR} tot en met {today.year}.",
        )
    return Year(number)


def terms_of(gateway: Gateway, region: str | None, year: Year) -> CareTerms | None:
    """Return the terms of the region by its text of the last day of the year.

    None without a region, or when that text has no indicators. Raises what `load_region` raises.
    """
    if region is None:
        return None
    policy = load_region(region, gateway.policy_dir).policy_on(year.end - timedelta(days=1))
    return None if policy is None or policy.indicatoren is None else CareTerms(policy, policy.indicatoren)


def deadlines(gemeenten: Iterable[Organisatie], year: Year) -> Sequence[Deadline]:
    """Return the terms that begin on each day of the year, and on some days before it, in each municipality."""
    by_calendar: dict[frozenset[str], list[tuple[date, date, date]]] = {}
    found: list[Deadline] = []
    for gemeente in gemeenten:
        worked = gemeente.gewerkte_feestdagen
        if worked not in by_calendar:
            by_calendar[worked] = [
                (day, add_working_days(day, _ANSWER_DAYS, worked), add_working_days(day, _REPORT_DAYS, worked))
                for day in _days(year)
            ]
        found += (Deadline(gemeente.code, *days) for days in by_calendar[worked])
    return found


def _days(year: Year) -> Iterator[date]:
    day = year.begin - timedelta(days=_DAYS_BEFORE)
    while day < year.end:
        yield day
        day += timedelta(days=1)
