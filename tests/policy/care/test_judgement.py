"""Care on its reported days, described by its assigned ones."""

from dataclasses import replace
from datetime import date

from gateway.policy.care.judgement import as_reported, judged_anew, reported_days
from gateway.policy.care.stacking import STACKING
from gateway.policy.care_file import CareFile
from gateway.policy.report_file import Report
from gateway.policy.words import describe
from tests.support.policy.decisions import care, day, policy
from tests.support.policy.reports import start, stop

ASSIGNED = care("02A02", "2026-01-01", "2026-06-30", nummer=1)
STARTED = replace(ASSIGNED, gestart_op=day("2026-02-01"))


def test_care_runs_from_its_start_and_is_described_as_assigned() -> None:
    found = as_reported(STARTED)
    assert (found.ingangsdatum, found.last_day) == (date(2026, 2, 1), date(2026, 6, 30))
    assert describe(found) == "toewijzing 1 (02A02, 2026-01-01 t/m 2026-06-30, gestart op 2026-02-01)"
    assert as_reported(found) == found


def test_care_without_reports_stays_as_it_was_assigned() -> None:
    assert as_reported(ASSIGNED) is ASSIGNED


def test_care_runs_until_its_stop_before_and_after_its_end() -> None:
    assert as_reported(replace(STARTED, gestopt_op=day("2026-03-31"))).last_day == date(2026, 3, 31)
    assert as_reported(replace(STARTED, gestopt_op=day("2026-07-31"))).last_day == date(2026, 7, 31)
    open_ended = replace(STARTED, einddatum=None)
    assert as_reported(open_ended).last_day == date.max
    assert as_reported(replace(open_ended, gestopt_op=day("2026-07-31"))).last_day == date(2026, 7, 31)


def test_a_start_adds_its_days_and_a_stop_those_after_the_end() -> None:
    file = CareFile(care=(STARTED, care("10B02", nummer=2)))
    begun = Report(care=STARTED, begindatum=day("2026-02-01"), element=start(STARTED, "2026-02-01"))
    days = reported_days(begun, file)
    assert days is not None
    decision, others = days
    assert (decision.was, decision.care.ingangsdatum) == (None, date(2026, 2, 1))
    assert [each.nummer for each in others.care] == [2]
    assert [each.other_assignments for each in judged_anew(STACKING, begun, decision, others, policy())] == [(2,)]

    for last, adds in (("2026-06-30", False), ("2026-07-01", True)):
        ended = replace(STARTED, gestopt_op=day(last))
        report = Report(
            care=ended, begindatum=day("2026-02-01"), einddatum=day(last), reden="39", element=stop(ended, last)
        )
        assert (reported_days(report, file) is not None) == adds
