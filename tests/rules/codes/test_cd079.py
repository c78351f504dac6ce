"""CD079: without a Budget there is a Product."""

import pytest

from gateway.messages.common import Product
from tests.rules.judged import finds, the_only
from tests.support.messages.messages import wmo301
from tests.support.messages.requests import nieuw_product, te_wijzigen_product, wmo315, wmo317


@pytest.mark.parametrize(
    "changes",
    [{}, {"product": None, "omvang": None, "budget": "0"}, {"product": Product(categorie="02"), "omvang": None}],
    ids=["product", "budget of 0", "category only"],
)
def test_passes_a_product_or_a_budget(changes):
    assert finds("CD079", wmo301(**changes)) == []


def test_fails_neither_product_nor_budget():
    finding = the_only("CD079", wmo301(product=None, omvang=None))
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"
    assert "Toewijzing 1 " in finding.explanation


def test_passes_a_change_of_an_assignment_which_has_no_product():
    assert finds("CD079", wmo317(te_wijzigen_producten=(te_wijzigen_product(omvang=None),))) == []


@pytest.mark.parametrize(
    ("message", "place", "told"),
    [
        (
            wmo315(product=None, omvang=None),
            "Client/AangevraagdeProducten/AangevraagdProduct",
            "Aangevraagd product A1",
        ),
        (
            wmo317(nieuwe_producten=(nieuw_product(product=None, omvang=None),)),
            "Client/Verzoek/NieuweProducten/NieuwProduct",
            "Een nieuw product",
        ),
    ],
    ids=["315", "317"],
)
def test_fails_neither_in_a_request(message, place, told):
    finding = the_only("CD079", message)
    assert finding.path == f"/Bericht/{place}"
    assert finding.explanation == f"{told} heeft geen Product en ook geen Budget."


@pytest.mark.parametrize("message", [wmo315(), wmo317(), wmo315(budget="0", omvang=None)])
def test_passes_a_request_in_order(message):
    assert finds("CD079", message) == []
