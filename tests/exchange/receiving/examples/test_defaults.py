"""The days of an example, and when there is nothing to report."""

from datetime import date

import pytest

from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.receiving.examples.defaults import check_may_start, first_day, last_day, start_to_stop
from gateway.rules.case import Start, Stop, Toewijzing

ASSIGNED = Toewijzing(
    toewijzing_nummer=1,
    categorie="02",
    code="02A02",
    ingangsdatum=date(2024, 1, 1),
    einddatum=date(2024, 6, 30),
)


def start(begin: date) -> Start:
    return Start(toewijzing_nummer=1, categorie="02", code="02A02", begindatum=begin)


def stop(begin: date, end: date, reden: str = "19") -> Stop:
    return Stop(
        toewijzing_nummer=1, categorie="02", code="02A02", begindatum=begin, reden_beeindiging=reden, einddatum=end
    )


BEGUN = start(date(2024, 1, 1))


@pytest.mark.parametrize(
    ("stops", "today", "day"),
    [
        ([], date(2024, 3, 1), date(2024, 1, 1)),
        ([stop(BEGUN.begindatum, date(2024, 2, 9))], date(2024, 3, 1), date(2024, 2, 10)),
        ([stop(BEGUN.begindatum, date(2024, 3, 1))], date(2024, 3, 1), date(2024, 3, 1)),
        ([stop(BEGUN.begindatum, date(2023, 12, 1))], date(2024, 3, 1), date(2024, 1, 1)),
    ],
)
def test_care_begins_when_it_first_can(stops: list[Stop], today: date, day: date) -> None:
    starts = [BEGUN] if stops else []
    check_may_start(ASSIGNED, starts, stops)
    assert first_day(ASSIGNED, starts, stops, today) == day


@pytest.mark.parametrize(
    ("stops", "today", "problem"),
    [
        ([], date(2023, 12, 31), "start-nog-niet-te-melden"),
        ([stop(BEGUN.begindatum, date(2024, 6, 30))], date(2024, 7, 2), "toewijzing-afgelopen"),
    ],
)
def test_there_may_be_no_such_day(stops: list[Stop], today: date, problem: str) -> None:
    with pytest.raises(Conflict) as refused:
        first_day(ASSIGNED, [BEGUN] if stops else [], stops, today)
    assert refused.value.problem == problem


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2024, 3, 1), date(2024, 3, 1)),
        (date(2024, 6, 30), date(2024, 6, 30)),
        (date(2024, 8, 1), date(2024, 6, 30)),
        (date(2024, 1, 5), date(2024, 1, 9)),
    ],
)
def test_care_ends_today_or_with_its_assignment_but_never_before_it_stopped(today: date, day: date) -> None:
    paused = [stop(BEGUN.begindatum, date(2024, 1, 9), "20"), stop(date(2023, 1, 1), date(2025, 1, 1))]
    assert last_day(ASSIGNED, BEGUN, paused, today) == day


def test_the_start_that_runs_is_the_one_to_stop() -> None:
    again = start(date(2024, 2, 1))
    paused = stop(BEGUN.begindatum, date(2024, 1, 9), "20")
    assert start_to_stop(1, [again, BEGUN], [paused], "20") == again
    assert start_to_stop(1, [BEGUN], [paused], "19") == BEGUN, "stopped for now, and now for good"
