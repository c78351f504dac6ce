"""TR063: only what was delivered can be removed."""

import pytest

from gateway.messages.common import Product
from tests.rules.case_files import FINAL, START, case
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.messages import start_product, stop_product, wmo305, wmo307

OTHER_KEYS = [
    {"toewijzing_nummer": "2"},
    {"toewijzing_nummer": None},
    {"product": None},
    {"product": Product(categorie="02")},
    {"product": Product(categorie="02", code="02A03")},
    {"product": Product(categorie="03", code="02A02")},
    {"begindatum": "2024-01-31"},
]


def test_passes_the_removal_of_what_stands():
    assert finds("TR063", wmo305(status_aanlevering="3"), case(START)) == []
    removal = stop_product(reden_beeindiging="19", einddatum="2024-02-20", status_aanlevering="3")
    assert finds("TR063", wmo307(stop_producten=(removal,)), case(START, FINAL)) == []


def test_passes_a_first_delivery_of_what_does_not_stand():
    assert finds("TR063", wmo305(), case()) == []
    assert finds("TR063", wmo307(), case(START)) == []


def test_passes_a_number_and_a_place_in_time_that_are_written_differently():
    message = wmo305(toewijzing_nummer="01", toewijzing_ingangsdatum=None, status_aanlevering="3")
    assert finds("TR063", message, case(START)) == []


@pytest.mark.parametrize("key", OTHER_KEYS)
def test_fails_the_removal_of_a_start_with_another_key(key):
    finding = the_only("TR063", wmo305(status_aanlevering="3", **key), case(START))
    assert finding.retourcode == "9063"
    assert finding.class_path == "/Bericht/Client/StartProducten/StartProduct"
    assert finding.path == f"{finding.class_path}/StatusAanlevering"


@pytest.mark.parametrize("key", [*OTHER_KEYS, {"reden_beeindiging": "20"}, {"einddatum": "2024-02-27"}])
def test_fails_the_removal_of_a_stop_with_another_key(key):
    finding = the_only("TR063", wmo307(status_aanlevering="3", **key), case(START, stop_product()))
    assert finding.class_path == "/Bericht/Client/StopProducten/StopProduct"


def test_fails_alone_on_a_removal_of_what_was_never_sent():
    assert codes(wmo305(status_aanlevering="3", toewijzing_nummer="77"), case()) == {"TR063"}
    assert codes(wmo307(status_aanlevering="3", toewijzing_nummer="77"), case()) == {"TR063"}


def test_fails_one_of_several():
    starts = (start_product(status_aanlevering="3"), start_product(begindatum="2024-02-02", status_aanlevering="3"))
    assert the_only("TR063", wmo305(start_producten=starts), case(START)).class_path.endswith("[2]")
