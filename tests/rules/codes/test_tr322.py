"""TR322: all Prestaties on an assignment fit its Omvang."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rules.claim_files import LINE, assigned, claimed, earlier
from tests.rules.judged import TODAY, codes, finds, the_only
from tests.support.messages.claims import credit, periode, prestatie, wmo323

TOTAL = assigned(size="10x04/6", einddatum=date(2024, 6, 30))


def line(nummer, minutes, begin="2024-02-01", end="2024-02-29", **changes):
    changes = {"geleverd_volume": str(minutes), "bedrag": str(minutes * 50), **changes}
    return prestatie(nummer, product_periode=periode(begin, end), **changes)


JANUARY = ("2024-01-01", "2024-01-31")


def test_passes_up_to_what_is_left():
    case = claimed(replace(TOTAL, claimed_volumes={"04": 3, "01": 60}))
    assert finds("TR322", wmo323(prestaties=(line("A", 360),)), case) == []


def test_fails_a_minute_more_than_is_left():
    case = claimed(replace(TOTAL, claimed_volumes={"04": 3, "01": 60}))
    finding = the_only("TR322", wmo323(prestaties=(line("A", 361),)), case)
    assert finding.retourcode == "9322"
    assert "nog 360 te declareren" in finding.explanation


def test_fails_the_later_of_two_that_compete_and_lets_a_smaller_one_pass():
    lines = (line("A", 360), line("B", 300, *JANUARY), line("C", 240, "2023-12-01", "2023-12-31"))
    assert [each.class_path for each in finds("TR322", wmo323(prestaties=lines), claimed(TOTAL))] == [f"{LINE}[2]"]


def test_passes_the_later_one_when_the_earlier_is_rejected_for_something_else():
    lines = (line("A", 360, bedrag="1"), line("B", 300, *JANUARY))
    assert codes(wmo323(prestaties=lines), claimed(TOTAL), today=TODAY) - {"GW003"} == {"TR346"}


def test_passes_what_a_credit_in_the_message_makes_room_for():
    case = claimed(replace(TOTAL, claimed_volumes={"01": 600}), debits={"A": earlier(volume=360, bedrag=18000)})
    back = credit("C", "A", geleverd_volume="360", bedrag="18000")
    assert finds("TR322", wmo323(prestaties=(line("B", 360), back)), case) == []


def test_fails_what_a_credit_that_is_rejected_makes_no_room_for():
    case = claimed(replace(TOTAL, claimed_volumes={"01": 600}), debits={"A": earlier(volume=360, bedrag=17000)})
    back = credit("C", "A", geleverd_volume="360", bedrag="18000")
    assert the_only("TR322", wmo323(prestaties=(line("B", 360), back)), case).class_path == f"{LINE}[1]"


@pytest.mark.parametrize("assignment", [assigned(size="1x01/4"), assigned(size="B1"), assigned(size="1x14/6")])
def test_passes_without_an_end_or_an_omvang_or_in_a_unit_that_is_wrong_anyway(assignment):
    assert finds("TR322", wmo323(prestaties=(line("A", 360),)), claimed(assignment)) == []


def test_fails_by_all_that_went_before_in_the_message_and_passes_over_what_has_no_bound():
    unbound = assigned(2, size="10x04/4")
    lines = (line("A", 60, toewijzing_nummer="2"), line("B", 300), line("C", 299, *JANUARY))
    last = line("D", 2, "2024-01-01", "2024-01-15")
    case = claimed(TOTAL, unbound)
    assert finds("TR322", wmo323(prestaties=(*lines, line("D", 1, "2024-01-01", "2024-01-15"))), case) == []
    assert [each.class_path for each in finds("TR322", wmo323(prestaties=(*lines, last)), case)] == [f"{LINE}[4]"]
