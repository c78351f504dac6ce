"""TR326: care that runs can't start again."""

import pytest

from gateway.messages.common import Product
from tests.rules.case_files import FINAL, START, TEMPORARY, case, toewijzing
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.messages import start_product, stop_product, wmo305

AGAIN = wmo305(begindatum="2024-03-01")


@pytest.mark.parametrize("stop", [TEMPORARY, FINAL], ids=["temporary", "final"])
def test_passes_a_start_after_any_stop(stop):
    assert codes(AGAIN, case(START, stop)) == set()


def test_passes_a_first_start_and_one_of_another_assignment():
    assert codes(wmo305(), case()) == set()
    assert codes(wmo305(toewijzing_nummer="2"), case(START, toewijzing(2))) == set()


def test_passes_a_start_whose_predecessor_goes_in_the_same_message():
    starts = (start_product(begindatum="2024-03-01"), start_product(status_aanlevering="3"))
    assert codes(wmo305(start_producten=starts), case(START)) == set()


def test_passes_other_products_without_number():
    other = wmo305(toewijzing_nummer=None, product=Product(categorie="02", code="02A03"))
    assert codes(other, case(start_product(toewijzing_nummer=None))) == set()


def test_fails_a_start_on_a_running_start():
    finding = the_only("TR326", AGAIN, case(START))
    assert finding.retourcode == "9326"
    assert finding.class_path == "/Bericht/Client/StartProducten/StartProduct"
    assert "Begindatum 2024-02-01" in finding.explanation
    assert codes(AGAIN, case(START)) == {"TR326"}


def test_fails_a_start_when_only_an_earlier_start_was_stopped():
    first = start_product(begindatum="2024-01-10")
    stands = case(first, stop_product(begindatum="2024-01-10", einddatum="2024-01-20"), START)
    assert "Begindatum 2024-02-01" in the_only("TR326", AGAIN, stands).explanation


def test_fails_a_start_without_number_of_a_product_that_runs():
    running = start_product(toewijzing_nummer=None)
    assert the_only("TR326", wmo305(toewijzing_nummer=None, begindatum="2024-03-01"), case(running))


def test_fails_the_second_of_two_starts_in_one_message():
    starts = (start_product(), start_product(begindatum="2024-02-02"))
    assert the_only("TR326", wmo305(start_producten=starts), case()).class_path.endswith("[2]")


def test_fails_the_running_start_sent_again_beside_tr074():
    assert codes(wmo305(), case(START)) == {"TR074", "TR326"}


def test_passes_a_removal_of_a_running_start():
    assert finds("TR326", wmo305(status_aanlevering="3"), case(START)) == []
