"""TR019: a start or stop names an assignment that exists."""

import pytest

from tests.rules.case_files import START, case, toewijzing
from tests.rules.judged import edited, finds, the_only
from tests.support.messages.messages import start_product, wmo305, wmo307

UNKNOWN = case(START, toewijzingen={})


@pytest.mark.parametrize("make", [wmo305, wmo307])
def test_passes_a_known_number_and_none_at_all(make):
    assert finds("TR019", make(), case(START)) == []
    assert finds("TR019", make(toewijzing_nummer=None), UNKNOWN) == []


@pytest.mark.parametrize("number", ["0001", "+1", " 1 "])
def test_passes_a_known_number_written_differently(number):
    message = edited(wmo305(), {"ToewijzingNummer>1<": f"ToewijzingNummer>{number}<"})
    assert finds("TR019", message, case()) == []


def test_passes_a_removal_which_tr063_judges():
    assert finds("TR019", wmo305(status_aanlevering="3"), UNKNOWN) == []


@pytest.mark.parametrize(
    ("make", "place"), [(wmo305, "StartProducten/StartProduct"), (wmo307, "StopProducten/StopProduct")]
)
def test_fails_an_unknown_number(make, place):
    finding = the_only("TR019", make(), UNKNOWN)
    assert finding.class_path == f"/Bericht/Client/{place}"
    assert finding.path == f"{finding.class_path}/ToewijzingNummer"
    assert finding.retourcode == "9019"
    assert finding.explanation.startswith("Toewijzing 1 is niet bekend")


def test_fails_only_the_product_that_is_wrong():
    starts = (start_product(), start_product(toewijzing_nummer="2"))
    assert the_only("TR019", wmo305(start_producten=starts), case()).path.startswith(
        "/Bericht/Client/StartProducten/StartProduct[2]"
    )


def test_fails_a_start_and_passes_a_stop_of_a_removed_assignment():
    removed = case(START, toewijzing(verwijderd=True))
    told = "Toewijzing 1 is door de gemeente verwijderd en kan niet meer starten."
    assert the_only("TR019", wmo305(), removed).explanation == told
    assert finds("TR019", wmo307(), removed) == []


def test_passes_the_number_of_a_message_whose_comment_cuts_it():
    message = edited(wmo305(toewijzing_nummer="12"), {"ToewijzingNummer>12<": "ToewijzingNummer>1<!-- -->2<"})
    assert finds("TR019", message, case(toewijzing(12), toewijzingen={12: toewijzing(12)})) == []
