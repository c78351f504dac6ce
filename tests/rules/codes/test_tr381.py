"""TR381: a product code is of its category."""

import pytest

from gateway.messages.common import Product
from tests.rules.judged import TODAY, finds, the_only
from tests.support.messages.claims import credit, wmo323
from tests.support.messages.messages import wmo301, wmo305, wmo307
from tests.support.messages.requests import nieuw_product, wmo315, wmo317

MAKERS = pytest.mark.parametrize(
    ("make", "place"),
    [
        (wmo301, "ToegewezenProducten/ToegewezenProduct"),
        (wmo305, "StartProducten/StartProduct"),
        (wmo307, "StopProducten/StopProduct"),
    ],
)
WRONG = Product(categorie="03", code="02A02")


@MAKERS
def test_passes_a_code_that_begins_with_its_category_and_no_code(make, place):
    assert finds("TR381", make(), today=TODAY) == []
    if make is not wmo301:
        assert finds("TR381", make(product=Product(categorie="03")), today=TODAY) == []
        assert finds("TR381", make(product=None), today=TODAY) == []


@MAKERS
def test_fails_a_code_of_another_category(make, place):
    finding = the_only("TR381", make(product=WRONG), today=TODAY)
    assert finding.retourcode == "S329"
    assert finding.class_path == f"/Bericht/Client/{place}"
    assert finding.path == f"/Bericht/Client/{place}/Product/Code"
    assert finding.also_at == (f"/Bericht/Client/{place}/Product/Categorie",)
    assert finding.explanation == "Productcode 02A02 hoort niet bij categorie 03."


@MAKERS
def test_passes_and_fails_by_the_list_of_the_municipality(make, place):
    assert finds("TR381", make(product=WRONG), products={"02A02": "03"}) == []
    assert the_only("TR381", make(), products={"02A02": "03"})
    assert the_only("TR381", make(), products={})


@pytest.mark.parametrize("make", [wmo305, wmo307])
def test_passes_a_removal(make):
    assert finds("TR381", make(product=WRONG, status_aanlevering="3"), today=TODAY) == []


def test_passes_a_request_of_a_code_of_its_category_and_of_no_code():
    for message in (wmo315(), wmo317(), wmo315(product=Product(categorie="03"), omvang=None, budget="1")):
        assert finds("TR381", message, today=TODAY) == []


@pytest.mark.parametrize(
    ("message", "place"),
    [
        (wmo315(product=WRONG), "Client/AangevraagdeProducten/AangevraagdProduct"),
        (
            wmo317(nieuwe_producten=(nieuw_product(product=WRONG),)),
            "Client/Verzoek/NieuweProducten/NieuwProduct",
        ),
    ],
)
def test_fails_a_request_of_a_code_of_another_category(message, place):
    finding = the_only("TR381", message, today=TODAY)
    assert (finding.retourcode, finding.class_path) == ("S329", f"/Bericht/{place}")
    assert finding.path == f"/Bericht/{place}/Product/Code"


def test_passes_a_claim_of_a_code_of_its_category_and_any_credit():
    assert finds("TR381", wmo323(), today=TODAY) == []
    assert finds("TR381", wmo323(prestaties=(credit(product_categorie="03"),)), today=TODAY) == []


def test_fails_a_claim_of_a_code_of_another_category():
    finding = the_only("TR381", wmo323(product_categorie="03"), today=TODAY)
    assert finding.retourcode == "S329"
    assert finding.class_path == "/Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie"
    assert finding.path.endswith("/ProductCode")


def test_passes_a_code_with_white_space_around_it_by_the_list_of_the_municipality():
    spaced = Product(categorie="02", code=" X")
    assert finds("TR381", wmo305(product=spaced), products={"X": "02"}) == []
    assert finds("TR381", wmo323(product_code=" X"), products={"X": "02"}) == []
