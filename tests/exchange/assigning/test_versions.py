"""Versions: decided now in Dutch time, and each at least a second after the one before."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange.assigning.versions import check_record, first_version, next_version
from gateway.exchange.kernel.refusals import Invalid
from gateway.store.care.toewijzingen import DecisionRecord
from tests.support.api.application import Clock
from tests.support.exchange.assignments import new_assignment, without_database

MOMENTS = st.timedeltas(timedelta(0), timedelta(days=12_000)).map(
    lambda passed: datetime(2024, 1, 1, tzinfo=UTC) + passed
)


def test_the_first_version_is_decided_now_in_dutch_time() -> None:
    assignment = new_assignment(UUID(int=1))
    first = first_version(without_database(Clock(datetime(2024, 6, 30, 22, 15, 7, 999, UTC))), assignment, 7)
    assert (first.nummer, first.versie, first.terms) == (7, 1, assignment.terms)
    assert (first.toewijzingsdatum, first.toewijzingstijd) == (date(2024, 7, 1), time(0, 15, 7))


@given(MOMENTS, st.timedeltas(timedelta(days=-2), timedelta(days=2)))
def test_a_later_version_is_decided_later_whatever_the_clock_says(moment: datetime, passed: timedelta) -> None:
    first = first_version(without_database(Clock(moment)), new_assignment(UUID(int=1)), 7)
    later = next_version(without_database(Clock(moment + passed)), first, first)
    assert (later.versie, later.terms) == (2, first.terms)
    before, after = (datetime.combine(each.toewijzingsdatum, each.toewijzingstijd) for each in (first, later))
    assert after >= before + timedelta(seconds=1)
    assert after.microsecond == 0


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        (DecisionRecord(aangevraagd_op=date(2024, 3, 2)), "aangevraagd-in-de-toekomst"),
        (DecisionRecord(evaluatie_op=(date(2024, 5, 1), date(2024, 3, 3))), "evaluatie-voor-ingangsdatum"),
        (DecisionRecord(aangevraagd_op=date(2024, 3, 1), evaluatie_op=(date(2024, 3, 4),)), None),
    ],
    ids=["asked tomorrow", "evaluated before the care", "on the bounds"],
)
def test_days_about_a_decision_that_cannot_be_are_refused(record: DecisionRecord, problem: str | None) -> None:
    def check() -> None:
        check_record(record, ingangsdatum=date(2024, 3, 4), today=date(2024, 3, 1))

    if problem is None:
        check()
    else:
        with pytest.raises(Invalid) as error:
            check()
        assert error.value.problem == problem
