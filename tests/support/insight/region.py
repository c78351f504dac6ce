"""A made-up region: clients with care of some years, reported and stopped as people do, by chance from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from gateway.policy.care.months import add_months, last_day

MUNICIPALITIES = ("0983", "0984", "1894")
PROVIDERS = tuple(f"9999{1000 + n}" for n in range(9))
FIRST_DAY = date(2023, 1, 1)
DAYS = 3 * 365
_PRODUCTS = {
    "1A1": ("02A02", "02C02", "02M02"),
    "1A2": ("07A02", "07C02", "07M02"),
    "1B": ("10B01", "", "10M01"),
    "2A": ("10B02", "", ""),
    "2B": ("10A06", "", ""),
    "3A": ("01B04", "", ""),
}
KINDS = ("strategisch-regionaal", "basis-lokaal")
REASONS = ("19", "19", "19", "19", "21", "02", "31", "38")
CODES = ("TR101", "TR319", "TR332")


@dataclass
class Version:
    toewijzingsdatum: date
    code: str
    ingangsdatum: date
    einddatum: date | None
    verwijderd: bool = False
    grond: str | None = None
    overrule: dict[str, Any] | None = None
    evaluations: tuple[date, ...] = ()


@dataclass
class Report:
    """A start, or a stop when it has a reason, with the moment it came in."""

    begindatum: date
    op: datetime
    removed: bool = False
    einddatum: date | None = None
    reden: str | None = None
    bericht: int = -1


@dataclass
class Assigned:
    gemeente: str
    client: UUID
    aanbieder: str
    nummer: int
    versions: list[Version]
    starts: list[Report] = field(default_factory=list)
    stops: list[Report] = field(default_factory=list)


@dataclass
class Message:
    gemeente: str
    aanbieder: str
    soort: str
    op: datetime
    client: UUID | None
    oordeel: str = "goedgekeurd"
    codes: tuple[str, ...] = ()
    forward: int | None = None
    """Place of the message that this one answers."""
    uitkomst: str | None = None

    @property
    def richting(self) -> str:
        return "in" if self.soort in ("WMO302", "WMO305", "WMO307") else "uit"


@dataclass
class Contract:
    gemeente: str
    aanbieder: str
    segment: str
    soort: str | None
    vanaf: date
    tot: date | None


@dataclass
class Region:
    clients: list[tuple[str, UUID]] = field(default_factory=list)
    care: list[Assigned] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)


def made_up_region(clients: int, seed: int) -> Region:
    """Return a region with this many clients, the same for the same seed."""
    maker = _Maker(Random(seed))
    maker.sign_contracts()
    for number in range(clients):
        maker.add_client(number)
    return maker.region


class _Maker:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.region = Region()
        self.nummer = 0

    def sign_contracts(self) -> None:
        for gemeente in MUNICIPALITIES:
            for aanbieder in PROVIDERS:
                for segment in _PRODUCTS:
                    if self.chance.random() < 0.15:
                        continue
                    soort = self.chance.choice((*KINDS, None))
                    tot = self.chance.choice((None, date(2024, 6, 30)))
                    self.region.contracts.append(Contract(gemeente, aanbieder, segment, soort, FIRST_DAY, tot))
                    if tot is not None and self.chance.random() < 0.6:
                        after = tot + timedelta(days=self.chance.choice((1, 100)))
                        other = self.chance.choice(KINDS)
                        self.region.contracts.append(Contract(gemeente, aanbieder, segment, other, after, None))

    def add_client(self, number: int) -> None:
        chance = self.chance
        gemeente = chance.choices(MUNICIPALITIES, (6, 3, 1))[0]
        client = UUID(int=(number + 1) << 80 | 7 << 76 | 2 << 62 | chance.getrandbits(40))
        self.region.clients.append((gemeente, client))
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        aanbieder = chance.choice(PROVIDERS)
        for _ in range(chance.choices((1, 2, 3, 4), (3, 4, 2, 1))[0]):
            segment = chance.choice(tuple(_PRODUCTS))
            base, extension, extra = _PRODUCTS[segment]
            end = self._assign(
                gemeente, client, aanbieder, base, day, self._last_day(day, 12 if segment != "1B" else 8)
            )
            if end is not None and extension and chance.random() < 0.4:
                begin = self._next(end, closely=True)
                end = self._assign(
                    gemeente, client, aanbieder, extension, begin, self._last_day(begin, 3), grond=self._ground()
                )
            if end is not None and extra and chance.random() < 0.2:
                self._assign(gemeente, client, aanbieder, extra, day, self._last_day(day, 4), grond=self._ground())
            if end is None:
                end = day + timedelta(days=chance.randrange(400))
            day = self._next(end)
            if chance.random() < 0.3:
                aanbieder = chance.choice(PROVIDERS)
            if chance.random() < 0.1:
                day -= timedelta(days=chance.randrange(60))

    def _ground(self) -> str | None:
        return self.chance.choice((None, "levensgebeurtenis", "wachtlijst-zvw"))

    def _last_day(self, begin: date, months: int) -> date | None:
        if self.chance.random() < 0.1:
            return None
        return last_day(begin, max(1, months + self.chance.randrange(-months + 1, 3)))

    def _next(self, end: date, *, closely: bool = False) -> date:
        """Return a day after `end`, often on a bound of a month, a month later or half a year later."""
        one, half = add_months(end, 1), add_months(end, 6)
        near = (end + timedelta(days=1), end + timedelta(days=20), one, one + timedelta(days=1))
        far = (one + timedelta(days=40), half - timedelta(days=1), half, half + timedelta(days=1))
        return self.chance.choice(near if closely else (*near, *far))

    def _assign(
        self,
        gemeente: str,
        client: UUID,
        aanbieder: str,
        code: str,
        begin: date,
        end: date | None,
        grond: str | None = None,
    ) -> date | None:
        """Add an assignment with all that was reported on it, and return its last day; None when it has none yet."""
        chance = self.chance
        self.nummer += 1
        decided = begin - timedelta(days=chance.randrange(-3, 40))
        overrule = None
        if chance.random() < 0.1:
            checks = chance.sample(("NL-201", "NL-301", "NL-501"), chance.randrange(1, 3))
            overrule = {
                "consulent": chance.choice(("A. Proef", "B. Proef")),
                "reden": "Proef",
                "bevindingen": [{"code": each} for each in checks],
            }
        versions = [Version(decided, code, begin, end, grond=grond, overrule=overrule)]
        if end is not None and chance.random() < 0.2:
            end = last_day(begin, chance.randrange(1, 16))
            versions.append(Version(decided + timedelta(days=30), code, begin, end, grond=grond))
        if chance.random() < 0.05:
            versions.append(Version(decided + timedelta(days=40), code, begin, end, verwijderd=True, grond=grond))
        of_its_own = Random(self.nummer)
        if of_its_own.random() < 0.7:
            days = sorted(
                begin + timedelta(days=of_its_own.choice((300, 364, 365, 366, 400, 730, 731))) for _ in range(2)
            )
            versions[-1].evaluations = tuple(days)
        made = Assigned(gemeente, client, aanbieder, self.nummer, versions)
        self.region.care.append(made)
        self._sent(made)
        last = end
        if chance.random() < 0.9:
            last = self._report(made, begin, end)
        return last

    def _sent(self, made: Assigned) -> None:
        for version in made.versions:
            at = self._moment(version.toewijzingsdatum)
            forward = self._message(made, "WMO301", at)
            if self.chance.random() < 0.9:
                later = at + timedelta(minutes=self.chance.choice((3, 600, 4000, 7000, 20000)))
                refused = self.chance.random() < 0.1
                codes = (
                    tuple(self.chance.sample(("8001", "9019", "0001"), self.chance.randrange(1, 3))) if refused else ()
                )
                outcome = "afgekeurd" if refused else "goedgekeurd"
                self._message(made, "WMO302", later, forward=forward, uitkomst=outcome, codes=codes)

    def _report(self, made: Assigned, begin: date, end: date | None) -> date | None:
        """Report a start and perhaps stops, mistakes and all, and return the last day of the care."""
        chance = self.chance
        started = begin + timedelta(days=chance.choice((0, 0, 3, 27, 28, 29, 60)))
        if chance.random() < 0.1:
            self._start(made, started + timedelta(days=2), removed=True)
        self._start(made, started)
        if chance.random() < 0.1:
            pause = started + timedelta(days=chance.randrange(1, 60))
            self._stop(made, started, pause, "20")
            if chance.random() < 0.5:
                started = pause + timedelta(days=14)
                self._start(made, started)
        if chance.random() < 0.1:
            self._stop(made, started, started + timedelta(days=30), "21", removed=True)
        if chance.random() < 0.75:
            day = end if end is not None and chance.random() < 0.5 else started + timedelta(days=chance.randrange(400))
            day = max(day, started)
            self._stop(made, started, day, chance.choice(REASONS))
            if chance.random() < 0.05:
                self._start(made, day + timedelta(days=7))
                return end
            return day
        return end

    def _start(self, made: Assigned, day: date, *, removed: bool = False) -> None:
        at = self._reported(day)
        made.starts.append(Report(day, at, removed, bericht=self._incoming(made, "WMO305", at)))

    def _stop(self, made: Assigned, started: date, day: date, reden: str, *, removed: bool = False) -> None:
        at = self._reported(day)
        made.stops.append(Report(started, at, removed, day, reden, bericht=self._incoming(made, "WMO307", at)))

    def _reported(self, day: date) -> datetime:
        return self._moment(day + timedelta(days=self.chance.choice((-2, 0, 1, 5, 6, 7, 8, 9, 30))))

    def _moment(self, day: date) -> datetime:
        """Return a moment around this day, often near midnight in one time zone or the other."""
        hour = self.chance.choice((0, 1, 12, 22, 23))
        return datetime.combine(day, time(hour, self.chance.randrange(60)), UTC)

    def _incoming(self, made: Assigned, soort: str, at: datetime) -> int:
        if self.chance.random() < 0.1:
            codes = tuple(self.chance.sample(CODES, self.chance.randrange(1, 3)))
            refused = self._message(made, soort, at, oordeel="afgekeurd", codes=codes)
            self._message(made, f"WMO30{int(soort[-1]) + 1}", at, forward=refused, uitkomst="afgekeurd")
        if self.chance.random() < 0.03:
            self._message(made, soort, at, oordeel="geparkeerd")
        found = self._message(made, soort, at)
        self._message(made, f"WMO30{int(soort[-1]) + 1}", at, forward=found, uitkomst="goedgekeurd")
        return found

    def _message(self, made: Assigned, soort: str, at: datetime, **rest: Any) -> int:
        self.region.messages.append(Message(made.gemeente, made.aanbieder, soort, at, made.client, **rest))
        return len(self.region.messages) - 1


def message_id(place: int, message: Message) -> UUID:
    """Return the id of the message at this place of its region."""
    return UUID(int=round(message.op.timestamp() * 1000) << 80 | 7 << 76 | 2 << 62 | place)


def ids(region: Region) -> Iterator[UUID]:
    """Yield the id of each message, in order."""
    return (message_id(place, each) for place, each in enumerate(region.messages))
