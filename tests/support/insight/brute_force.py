"""Indicators counted one by one in plain Python, as their definitions read; nothing of the counting SQL is used."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from gateway.policy.care.months import add_months, last_day
from gateway.standard.calendar import add_working_days
from tests.support.insight.region import Assigned, Contract, Region, Report

SEGMENTS = {"02": "1A1", "07": "1A2", "10B01": "1B", "10M01": "1B", "10B02": "2A", "10A06": "2B", "01B04": "3A"}
GUIDES = {"02A02": 12, "07A02": 12, "10B01": 8}
SUPPORT = ("1A1", "1A2", "1B", "2A", "2B")
Key = tuple[str, str, str, str, str, str]
"""Measure, municipality, segment, provider, kind, ground."""
Found = tuple[str, str, str, str, date, bool, int | None, str]
"""Measure, municipality, segment, provider, day, counted, value, ground."""


def segment_of(code: str) -> str:
    return SEGMENTS.get(code) or SEGMENTS[code[:2]]


def is_base(code: str) -> bool:
    return code[2] in "AB"


@dataclass(frozen=True)
class Care:
    """Reported care, or assigned care when `started` is None."""

    of: Assigned
    code: str
    begin: date
    started: date | None
    end: date
    """`date.max` when it is open."""
    stopped: date | None
    reden: str | None


def care_of(each: Assigned) -> Care | None:
    now = each.versions[-1]
    if now.verwijderd:
        return None
    starts = sorted(s.begindatum for s in each.starts if not s.removed)
    finals: list[Report] = [
        s for s in each.stops if not s.removed and s.reden != "20" and starts and s.begindatum >= starts[-1]
    ]
    stop = max(finals, key=lambda s: (s.einddatum or date.min, each.stops.index(s)), default=None)
    stopped = None if stop is None else stop.einddatum
    end = stopped or now.einddatum or date.max
    return Care(
        each,
        now.code,
        now.ingangsdatum,
        starts[0] if starts else None,
        end,
        stopped,
        None if stop is None else stop.reden,
    )


def trajects(care: list[Care]) -> Iterator[list[Care]]:
    """Yield the stretches of reported care of one client, in one segment, by one provider."""
    by_place: dict[tuple[str, str], list[Care]] = defaultdict(list)
    for each in care:
        if each.started is not None:
            by_place[segment_of(each.code), each.of.aanbieder].append(each)
    for found in by_place.values():
        stretch: list[Care] = []
        for each in sorted(found, key=lambda c: (c.begin, c.of.nummer)):
            if stretch and each.begin > add_months(max(c.end for c in stretch), 1):
                yield stretch
                stretch = []
            stretch.append(each)
        yield stretch


def cases_of_client(care: list[Care], year: int, today: date) -> Iterator[Found]:
    """Yield every case of one client in this year; all of its care is given."""

    for stretch in trajects(care):
        last = max(stretch, key=lambda c: (c.end, c.of.nummer))
        if last.end.year == year and add_months(last.end, 1) < today:
            yield from after_the_end(stretch, last, care, today)
            yield from length_of(stretch, last)
    for each in care:
        if is_base(each.code):
            yield from times_of(each, year, today)
        elif each.begin.year == year:
            what = "verlenging" if each.code[2] == "C" else "meerwerk"
            ground = each.of.versions[-1].grond
            yield case(what, each, each.begin, ground is not None, None, ground or "")


def case(what: str, of: Care, day: date, counted: bool, value: int | None = None, ground: str = "") -> Found:
    return what, of.of.gemeente, segment_of(of.code), of.of.aanbieder, day, counted, value, ground


def after_the_end(stretch: list[Care], last: Care, care: list[Care], today: date) -> Iterator[Found]:
    begin, end, segment = min(c.begin for c in stretch), last.end, segment_of(last.code)
    if segment not in SUPPORT:
        return
    others = [c for c in care if c.started and is_base(c.code) and segment_of(c.code) in SUPPORT]
    after = [c for c in others if c.begin <= add_months(end, 1) and c.end > end]
    back = [c for c in others if add_months(end, 1) < c.begin <= add_months(end, 6)]
    left = last.reden == "19" and not after
    if segment != "2A":
        yield case("doorstroom", last, end, any(segment_of(c.code) == "2A" and c.begin > begin for c in after))
    yield case("uitstroom", last, end, left)
    if left and add_months(end, 6) < today:
        yield case("terugkeer", last, end, bool(back))


def length_of(stretch: list[Care], last: Care) -> Iterator[Found]:
    bases, begin, segment = (
        [c for c in stretch if is_base(c.code)],
        min(c.begin for c in stretch),
        segment_of(last.code),
    )
    guides = [GUIDES[c.code] for c in bases if c.code in GUIDES]
    if guides:
        base_end = max(c.end for c in bases)
        in_guide = base_end <= last_day(begin, max(guides))
        yield case("lengte", last, last.end, in_guide, (base_end - begin).days + 1)
    if segment in ("1A1", "1A2"):
        yield case("verlengd", last, last.end, any(c.code[2] == "C" for c in stretch))
    if segment in ("1A1", "1A2", "1B"):
        yield case("met-meerwerk", last, last.end, any(c.code[2] == "M" for c in stretch))


def times_of(each: Care, year: int, today: date) -> Iterator[Found]:
    first = each.of.versions[0]
    agreed = first.einddatum
    if each.started and agreed is not None and agreed.year == year and agreed < today:
        in_time = each.reden == "19" and each.stopped is not None and each.stopped <= agreed
        yield case("op-tijd", each, agreed, in_time)
    if each.begin.year == year and each.begin + timedelta(weeks=4) < today:
        soon = each.started is not None and each.started <= each.begin + timedelta(weeks=4)
        yield case("start", each, each.begin, soon)
    if each.started and segment_of(each.code) == "2A":
        n = year - each.started.year
        before, full = add_months(each.started, 12 * (n - 1)), add_months(each.started, 12 * n)
        if n >= 1 and full <= each.end and full < today:
            agreed_days = each.of.versions[-1].evaluations
            yield case("evaluatie", each, full, any(before < day <= full for day in agreed_days))
    if each.started and each.started.year == year:
        days = (each.started - first.toewijzingsdatum).days
        yield case("wachttijd", each, each.started, days <= 28, max(days, 0))


def care_cases(region: Region, year: int, today: date) -> Iterator[Found]:
    by_client: dict[object, list[Care]] = defaultdict(list)
    for each in region.care:
        care = care_of(each)
        if care is not None:
            by_client[each.gemeente, each.client].append(care)
        for version in each.versions:
            if version.toewijzingsdatum.year == year and not version.verwijderd:
                place = each.gemeente, segment_of(version.code), each.aanbieder
                yield "overrules", *place, version.toewijzingsdatum, version.overrule is not None, None, ""
    for care_list in by_client.values():
        yield from cases_of_client(care_list, year, today)


AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def message_cases(region: Region, year: int, today: date) -> Iterator[Found]:
    answers: dict[int, int] = {}
    for place, each in enumerate(region.messages):
        if each.forward is not None:
            answers.setdefault(each.forward, place)
    for place, each in enumerate(region.messages):
        day = each.op.astimezone(AMSTERDAM).date()
        last = add_working_days(day, 3)
        if each.forward is not None or day.year != year or last >= today:
            continue
        answer = region.messages[answers[place]] if place in answers else None
        minutes = None if answer is None else int((answer.op - each.op).total_seconds() // 60)
        in_time = answer is not None and answer.op.astimezone(AMSTERDAM).date() <= last
        where = each.gemeente, "", each.aanbieder, day
        if each.richting == "in":
            yield "afkeur-gemeente", *where, each.oordeel == "afgekeurd", None, ""
            yield "antwoord-gemeente", *where, in_time, minutes, ""
        else:
            refused = answer is not None and answer.uitkomst == "afgekeurd"
            yield "afkeur-aanbieder", *where, refused, None, ""
            yield "antwoord-aanbieder", *where, in_time, minutes, ""
    for each in region.care:
        decided = each.versions[0].toewijzingsdatum
        for report in (*each.starts, *each.stops):
            day = report.op.astimezone(AMSTERDAM).date()
            if day.year != year:
                continue
            where = each.gemeente, "", each.aanbieder, day
            yield "correcties", *where, report.removed, None, ""
            since = max(report.einddatum or report.begindatum, decided)
            late = day > since and day > add_working_days(since, 5)
            if report.reden is None:
                yield "late-start", *where, late, None, ""
            else:
                before = each.stops[: each.stops.index(report)]
                paused = any(s.reden == "20" and not s.removed and s.begindatum == report.begindatum for s in before)
                if not paused:
                    yield "late-stop", *where, late, None, ""


def cells_of(region: Region, cases: Iterable[Found]) -> dict[Key, tuple[int, int, int, int]]:
    """Return denominator, numerator, sum of values and number of values of each cell that isn't empty."""
    contracts: dict[tuple[str, str, str], list[Contract]] = defaultdict(list)
    for contract in region.contracts:
        contracts[contract.gemeente, contract.aanbieder, contract.segment].append(contract)
    found: dict[Key, Counter[str]] = defaultdict(Counter)
    for what, gemeente, segment, aanbieder, day, counted, value, ground in cases:
        kinds = [c.soort for c in contracts[gemeente, aanbieder, segment] if c.vanaf <= day <= (c.tot or date.max)]
        cell = found[what, gemeente, segment, aanbieder, (kinds[0] if kinds else None) or "", ground]
        cell["noemer"] += 1
        cell["teller"] += counted
        cell["som"] += value or 0
        cell["gemeten"] += value is not None
    return {key: (c["noemer"], c["teller"], c["som"], c["gemeten"]) for key, c in found.items()}
