"""The assignment that a report names, and when the report is late."""

from datetime import date

import pytest

from gateway.rules.outside import Outside
from gateway.rules.parts.assigned import assigned, lateness
from gateway.standard.calendar import WORKABLE
from tests.rules.case_files import case, toewijzing
from tests.support.messages.messages import start_product, stop_product

FRIDAY = date(2024, 3, 1)


def test_the_assignment_is_found_by_its_number():
    assert assigned(start_product(toewijzing_nummer="01"), case()) == toewijzing()
    assert assigned(stop_product(toewijzing_nummer="2"), case()) is None
    assert assigned(start_product(toewijzing_nummer=None), case()) is None


@pytest.mark.parametrize(("today", "late"), [(1, False), (7, False), (8, False), (9, True), (11, True)])
def test_a_report_is_in_time_up_to_and_including_the_fifth_working_day(today, late):
    found = lateness("Begindatum", FRIDAY, None, Outside(today=date(2024, 3, today)))
    assert (found is not None) is late
    if found:
        assert "tot en met 2024-03-08, vijf werkdagen na 2024-03-01" in found


def test_the_days_count_from_the_assignment_when_that_was_sent_later():
    sent = toewijzing(sent_on=date(2024, 3, 4))
    assert lateness("Begindatum", FRIDAY, sent, Outside(today=date(2024, 3, 11))) is None
    found = lateness("Begindatum", FRIDAY, sent, Outside(today=date(2024, 3, 12)))
    assert "na 2024-03-04, de dag waarop de toewijzing is verzonden" in found


def test_a_holiday_on_which_the_municipality_works_counts():
    # 29 March 2024 is Good Friday, 1 April Easter Monday.
    begun, today = date(2024, 3, 22), date(2024, 4, 2)
    assert lateness("Begindatum", begun, None, Outside(today=today)) is None
    assert lateness("Begindatum", begun, None, Outside(today=today, worked=frozenset(WORKABLE)))
