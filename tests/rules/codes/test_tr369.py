"""TR369: all Prestaties on an assignment fit its Budget."""

from dataclasses import replace

from tests.rules.claim_files import LINE, assigned, claimed, earlier
from tests.rules.judged import TODAY, finds, the_only
from tests.support.messages.claims import credit, periode, prestatie, wmo323

BUDGET = assigned(size="B10000")


def line(nummer, cents, begin="2024-02-01", end="2024-02-29", **changes):
    changes = {"geleverd_volume": "1", "eenheid": "82", "product_tarief": str(cents), "bedrag": str(cents), **changes}
    return prestatie(nummer, product_periode=periode(begin, end), **changes)


JANUARY = ("2024-01-01", "2024-01-31")


def test_passes_up_to_what_is_left_and_without_a_budget():
    assert finds("TR369", wmo323(prestaties=(line("A", 4000),)), claimed(replace(BUDGET, claimed_amount=6000))) == []
    assert finds("TR369", wmo323(prestaties=(line("A", 4000),)), claimed()) == []


def test_fails_a_cent_more():
    finding = the_only("TR369", wmo323(prestaties=(line("A", 4001),)), claimed(replace(BUDGET, claimed_amount=6000)))
    assert finding.retourcode == "9369"
    assert "is nog € 40,00 over" in finding.explanation


def test_fails_k069_the_later_of_two_that_compete():
    lines = (line("A", 6000), line("B", 6000, *JANUARY))
    assert the_only("TR369", wmo323(prestaties=lines), claimed(BUDGET)).class_path == f"{LINE}[2]"


def test_passes_the_later_one_when_the_earlier_is_rejected_for_something_else():
    lines = (line("A", 6000, product_tarief="1"), line("B", 6000, *JANUARY))
    assert finds("TR369", wmo323(prestaties=lines), claimed(BUDGET), today=TODAY) == []


def test_passes_what_a_credit_in_the_message_makes_room_for_and_the_credit_itself():
    case = claimed(replace(BUDGET, claimed_amount=9000), debits={"A": earlier()})
    lines = (line("B", 7000, *JANUARY), credit("C", "A"))
    assert finds("TR369", wmo323(prestaties=lines), case) == []


def test_fails_by_all_that_went_before_in_the_message_and_passes_over_what_has_no_budget():
    lines = (line("A", 1, toewijzing_nummer="2"), line("B", 6000), line("C", 3999, *JANUARY))
    case = claimed(BUDGET, assigned(2))
    for cents, found in ((1, []), (2, [f"{LINE}[4]"])):
        message = wmo323(prestaties=(*lines, line("D", cents, "2024-01-01", "2024-01-15")))
        assert [each.class_path for each in finds("TR369", message, case)] == found
