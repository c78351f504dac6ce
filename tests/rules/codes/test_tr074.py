"""TR074: what stands isn't delivered once more."""

import pytest

from gateway.messages.common import Product
from tests.rules.case_files import FINAL, START, TEMPORARY, case
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.messages import start_product, stop_product, wmo305, wmo307


@pytest.mark.parametrize(
    "key",
    [
        {"toewijzing_nummer": "2"},
        {"toewijzing_nummer": None},
        {"product": Product(categorie="02")},
        {"begindatum": "2024-02-02"},
    ],
)
def test_passes_a_start_and_a_stop_with_another_key(key):
    assert finds("TR074", wmo305(**key), case(START)) == []
    assert finds("TR074", wmo307(**key), case(START, stop_product())) == []


@pytest.mark.parametrize("key", [{"reden_beeindiging": "20"}, {"einddatum": "2024-02-27"}])
def test_passes_a_stop_with_another_reason_or_end(key):
    assert finds("TR074", wmo307(**key), case(START, stop_product())) == []


def test_passes_a_removal_of_what_stands():
    assert finds("TR074", wmo305(status_aanlevering="3"), case(START)) == []


@pytest.mark.parametrize("changes", [{}, {"toewijzing_ingangsdatum": None}, {"toewijzing_nummer": "001"}])
def test_fails_the_same_start_again(changes):
    finding = the_only("TR074", wmo305(**changes), case(START))
    assert finding.retourcode == "9074"
    assert finding.class_path == "/Bericht/Client/StartProducten/StartProduct"
    assert {"ToewijzingNummer", "Categorie", "Code", "Begindatum"} == finding.values.keys()
    assert finding.also_at == tuple(
        f"{finding.class_path}/{name}" for name in ("Product/Categorie", "Product/Code", "Begindatum")
    )


@pytest.mark.parametrize("stands", [FINAL, TEMPORARY], ids=["final", "temporary"])
def test_fails_the_same_stop_again(stands):
    again = wmo307(stop_producten=(stands,))
    finding = the_only("TR074", again, case(START, stands))
    assert finding.class_path == "/Bericht/Client/StopProducten/StopProduct"
    assert finding.values["Einddatum"] == stands.einddatum
    assert finding.values["RedenBeeindiging"] == stands.reden_beeindiging


def test_fails_a_start_that_was_stopped_again():
    assert codes(wmo305(), case(START, FINAL)) == {"TR074"}


def test_passes_a_correction_in_one_message():
    starts = (start_product(begindatum="2024-02-05"), start_product(status_aanlevering="3"))
    assert codes(wmo305(start_producten=starts), case(START)) == set()
