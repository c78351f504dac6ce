"""TR413: a temporary stop isn't followed by another."""

import pytest

from gateway.messages.common import Product
from tests.rules.case_files import FINAL, START, TEMPORARY, case
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.messages import start_product, stop_product, wmo307

LATER = {"reden_beeindiging": "20", "einddatum": "2024-02-15"}


def test_passes_a_first_temporary_stop_and_a_final_one_after_it():
    assert codes(wmo307(**LATER), case(START)) == set()
    assert codes(wmo307(), case(START, TEMPORARY)) == set()


def test_passes_a_temporary_stop_of_the_care_that_began_anew():
    anew = start_product(begindatum="2024-02-12")
    assert codes(wmo307(**LATER, begindatum="2024-02-12"), case(START, TEMPORARY, anew)) == set()


def test_passes_a_correction_in_one_message():
    removal = stop_product(reden_beeindiging="20", einddatum="2024-02-10", status_aanlevering="3")
    for stops in ((removal, stop_product(**LATER)), (stop_product(**LATER), removal)):
        assert codes(wmo307(stop_producten=stops), case(START, TEMPORARY)) == set()


def test_fails_a_second_temporary_stop():
    finding = the_only("TR413", wmo307(**LATER), case(START, TEMPORARY))
    assert finding.retourcode == "9413"
    assert finding.path == "/Bericht/Client/StopProducten/StopProduct/RedenBeeindiging"
    assert "2024-02-10" in finding.explanation
    assert codes(wmo307(**LATER), case(START, TEMPORARY)) == {"TR413"}


def test_fails_the_later_of_two_temporary_stops_in_one_message():
    stops = (stop_product(**LATER), TEMPORARY)
    assert the_only("TR413", wmo307(stop_producten=stops), case(START)).class_path.endswith("[1]")


@pytest.mark.parametrize(("number", "faults"), [("1", 1), (None, 0)])
def test_fails_whatever_the_product_when_there_is_a_number_and_passes_another_product_without(number, faults):
    other = Product(categorie="02", code="02A03")
    stands = case(
        start_product(toewijzing_nummer=number),
        start_product(toewijzing_nummer=number, product=other),
        stop_product(toewijzing_nummer=number, reden_beeindiging="20", einddatum="2024-02-10"),
    )
    message = wmo307(toewijzing_nummer=number, product=other, **LATER)
    assert len(finds("TR413", message, stands)) == faults


def test_passes_a_temporary_and_a_final_stop_in_one_message_however_written_also_on_one_day():
    same_day = stop_product(einddatum=TEMPORARY.einddatum)
    for stops in ((TEMPORARY, FINAL), (FINAL, TEMPORARY), (TEMPORARY, same_day), (same_day, TEMPORARY)):
        assert codes(wmo307(stop_producten=stops), case(START)) == set()
