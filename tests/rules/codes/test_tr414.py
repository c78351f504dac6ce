"""TR414: a later stop doesn't end sooner."""

import pytest

from tests.rules.case_files import START, TEMPORARY, case
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.messages import start_product, stop_product, wmo307


@pytest.mark.parametrize("einddatum", ["2024-02-10", "2024-02-11"])
def test_passes_a_final_stop_on_or_after_the_temporary_one(einddatum):
    assert codes(wmo307(einddatum=einddatum), case(START, TEMPORARY)) == set()


def test_passes_an_earlier_stop_of_another_delivery():
    other = start_product(toewijzing_nummer="2")
    stands = case(START, other, stop_product(toewijzing_nummer="2", einddatum="2024-02-28"))
    assert finds("TR414", wmo307(einddatum="2024-02-02"), stands) == []


def test_passes_the_removal_of_an_earlier_stop():
    removal = wmo307(reden_beeindiging="20", einddatum="2024-02-10", status_aanlevering="3")
    assert codes(removal, case(START, TEMPORARY)) == set()


def test_fails_a_final_stop_before_the_temporary_one():
    finding = the_only("TR414", wmo307(einddatum="2024-02-09"), case(START, TEMPORARY))
    assert finding.retourcode == "9414"
    assert finding.path == "/Bericht/Client/StopProducten/StopProduct/Einddatum"
    assert codes(wmo307(einddatum="2024-02-09"), case(START, TEMPORARY)) == {"TR414"}


@pytest.mark.parametrize("order", [1, -1])
def test_fails_against_the_stop_that_ends_last(order):
    stands = (TEMPORARY, stop_product(reden_beeindiging="20", einddatum="2024-02-15"))[::order]
    finding = the_only("TR414", wmo307(einddatum="2024-02-12"), case(START, *stands))
    assert "Einddatum 2024-02-15" in finding.explanation


def test_passes_what_goes_in_the_same_message():
    removal = stop_product(reden_beeindiging="20", einddatum="2024-02-10", status_aanlevering="3")
    stops = (stop_product(einddatum="2024-02-09"), removal)
    assert codes(wmo307(stop_producten=stops), case(START, TEMPORARY)) == set()
