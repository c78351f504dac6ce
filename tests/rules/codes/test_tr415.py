"""TR415: a final stop is the last."""

import pytest

from tests.rules.case_files import FINAL, START, TEMPORARY, case
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.messages import start_product, stop_product, wmo307


def test_passes_a_final_stop_after_a_temporary_one():
    assert codes(wmo307(), case(START, TEMPORARY)) == set()


def test_passes_a_stop_of_the_care_that_began_anew():
    anew = start_product(begindatum="2024-02-21")
    assert codes(wmo307(begindatum="2024-02-21"), case(START, FINAL, anew)) == set()


@pytest.mark.parametrize("number", ["1", None])
@pytest.mark.parametrize("reden", ["20", "21"])
def test_fails_any_stop_after_a_final_one(reden, number):
    stands = case(
        start_product(toewijzing_nummer=number),
        stop_product(toewijzing_nummer=number, reden_beeindiging="19", einddatum="2024-02-20"),
    )
    finding = the_only("TR415", wmo307(toewijzing_nummer=number, reden_beeindiging=reden), stands)
    assert finding.retourcode == "9415"
    assert finding.class_path == "/Bericht/Client/StopProducten/StopProduct"
    assert "RedenBeeindiging 19" in finding.explanation


def test_fails_a_second_final_stop_alone():
    assert codes(wmo307(), case(START, FINAL)) == {"TR415"}
    assert codes(wmo307(), case(START, TEMPORARY, FINAL)) == {"TR415"}


def test_fails_an_earlier_temporary_stop_beside_tr414():
    assert codes(wmo307(stop_producten=(TEMPORARY,)), case(START, FINAL)) == {"TR414", "TR415"}


def test_fails_the_later_of_two_final_stops_in_one_message():
    stops = (stop_product(), FINAL)
    assert the_only("TR415", wmo307(stop_producten=stops), case(START)).class_path.endswith("[1]")


def test_passes_a_correction_in_one_message():
    removal = stop_product(reden_beeindiging="19", einddatum="2024-02-20", status_aanlevering="3")
    assert codes(wmo307(stop_producten=(stop_product(), removal)), case(START, FINAL)) == set()


def test_passes_a_removal_of_the_final_stop():
    removal = wmo307(reden_beeindiging="19", einddatum="2024-02-20", status_aanlevering="3")
    assert finds("TR415", removal, case(START, FINAL)) == []
