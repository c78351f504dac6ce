"""The care that a report is judged by: as it is once the message is booked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gateway.messages.kinds.start import StartProduct
from gateway.messages.kinds.stop import StopProduct
from gateway.messages.read import read
from gateway.messages.write import serialise
from gateway.policy.report_file import books_after, reports_in, updated_care
from gateway.rules.case import CaseFile
from gateway.standard.xml.parse import parse
from tests.support.messages.messages import wmo305, wmo307
from tests.support.policy.decisions import OTHER_PROVIDER, PROVIDER, care, day
from tests.support.policy.reports import start, stop, temporary_stop

ASSIGNED = care("02A02", "2026-01-01", "2026-12-31", nummer=7)
STARTED = replace(ASSIGNED, gestart_op=day("2026-01-05"))


def message(*classes: StartProduct | StopProduct) -> Any:
    starts = [each for each in classes if isinstance(each, StartProduct)]
    stops = [each for each in classes if isinstance(each, StopProduct)]
    written: Any = wmo305(start_producten=tuple(starts)) if starts else wmo307(stop_producten=tuple(stops))
    return read(parse(serialise(written)))


def after(sent: Any, case: CaseFile, others: Sequence[Any] = ()) -> Any:
    """Return the assignment as it is once this message is booked."""
    found, *_ = updated_care([ASSIGNED, *others], PROVIDER, *books_after(sent, case))
    return found


def with_start(on: str) -> CaseFile:
    starts, stops = books_after(message(start(ASSIGNED, on)), CaseFile())
    return CaseFile(starts=tuple(starts), stops=tuple(stops))


def test_a_start_begins_the_care_and_its_removal_ends_that() -> None:
    assert after(message(start(ASSIGNED, "2026-01-05")), CaseFile()) == STARTED
    removal = start(ASSIGNED, "2026-01-05", status_aanlevering="3")
    assert after(message(removal), with_start("2026-01-05")) == ASSIGNED


def test_a_final_stop_ends_the_care_and_a_temporary_one_does_not() -> None:
    case = with_start("2026-01-05")
    stopped = replace(STARTED, gestopt_op=day("2026-03-31"), reden_beeindiging="39")
    assert after(message(stop(STARTED, "2026-03-31")), case) == stopped
    assert after(message(stop(STARTED, "2026-03-31", "20")), case) == STARTED


def test_a_stop_counts_until_a_later_start() -> None:
    case = with_start("2026-01-05")
    stopped = replace(case, stops=(temporary_stop(STARTED, "2026-03-31", "39"),))
    assert after(message(start(ASSIGNED, "2026-05-01")), stopped) == STARTED


def test_care_of_another_provider_stays_as_it_is() -> None:
    elsewhere = replace(STARTED, aanbieder=OTHER_PROVIDER)
    assert updated_care([elsewhere], PROVIDER, (), ()) == (elsewhere,)
    assert updated_care([STARTED], PROVIDER, (), ()) == (ASSIGNED,)


def test_reports_are_the_starts_or_stops_on_known_assignments() -> None:
    unknown = replace(ASSIGNED, nummer=8)
    (found,) = reports_in(message(start(ASSIGNED, "2026-01-05"), start(unknown, "2026-01-05")), {7: STARTED})
    assert (found.care, found.begindatum, found.is_first_start) == (STARTED, day("2026-01-05"), True)
    (restart,) = reports_in(message(start(ASSIGNED, "2026-05-01")), {7: STARTED})
    assert not restart.is_first_start
    (ended,) = reports_in(message(stop(STARTED, "2026-03-31", "31")), {7: STARTED})
    assert (ended.einddatum, ended.reden, ended.is_first_start) == (day("2026-03-31"), "31", False)
