"""TR382: a stop repeats the key of a start."""

import pytest

from gateway.messages.common import Product
from tests.rules.case_files import FINAL, START, TEMPORARY, case
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.messages import start_product, stop_product, wmo307


@pytest.mark.parametrize(
    "changes", [{}, {"toewijzing_ingangsdatum": None}, {"toewijzing_nummer": "01"}, {"reden_beeindiging": "20"}]
)
def test_passes_the_key_of_a_standing_start(changes):
    assert codes(wmo307(**changes), case(START)) == set()


def test_passes_a_final_stop_after_a_temporary_one():
    assert codes(wmo307(stop_producten=(FINAL,)), case(START, TEMPORARY)) == set()


def test_passes_a_start_without_number_or_product():
    keyless = {"toewijzing_nummer": None, "product": None}
    assert codes(wmo307(**keyless), case(start_product(**keyless))) == set()


@pytest.mark.parametrize(
    "key",
    [
        {"toewijzing_nummer": None},
        {"product": None},
        {"product": Product(categorie="02")},
        {"product": Product(categorie="02", code="02A03")},
        {"begindatum": "2024-01-31"},
    ],
)
def test_fails_any_other_key(key):
    finding = the_only("TR382", wmo307(**key), case(START))
    assert finding.retourcode == "9069"
    assert finding.path == "/Bericht/Client/StopProducten/StopProduct/" + (
        "Product/Categorie" if key.get("toewijzing_nummer", 0) is None else "ToewijzingNummer"
    )
    assert finding.class_path == "/Bericht/Client/StopProducten/StopProduct"


def test_fails_in_words_for_what_has_no_number_or_product():
    bare = the_only("TR382", wmo307(toewijzing_nummer=None, product=None), case(START))
    assert "zonder ToewijzingNummer, zonder product, Begindatum 2024-02-01" in bare.explanation
    aspecific = the_only("TR382", wmo307(product=Product(categorie="02")), case(START))
    assert "toewijzing 1, categorie 02, Begindatum 2024-02-01" in aspecific.explanation


def test_fails_a_stop_without_any_start():
    assert codes(wmo307(), case()) == {"TR382"}


def test_passes_a_removal_which_tr063_judges():
    assert finds("TR382", wmo307(status_aanlevering="3"), case()) == []


def test_fails_one_of_several():
    stops = (stop_product(), stop_product(toewijzing_nummer="2"))
    assert the_only("TR382", wmo307(stop_producten=stops), case(START)).class_path.endswith("[2]")
