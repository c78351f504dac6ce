"""CD041: a product with a Code has an Omvang."""

import pytest

from gateway.messages.common import Product
from tests.rules.judged import finds, the_only
from tests.support.messages.messages import wmo301
from tests.support.messages.requests import nieuw_product, te_wijzigen_product, wmo315, wmo317


@pytest.mark.parametrize(
    "changes",
    [{}, {"product": Product(categorie="02"), "omvang": None, "budget": "5"}, {"product": None, "omvang": None}],
    ids=["both", "no code", "no product"],
)
def test_passes_an_omvang_or_no_code(changes):
    assert finds("CD041", wmo301(**changes)) == []


def test_fails_a_code_without_omvang_even_with_a_budget():
    finding = the_only("CD041", wmo301(omvang=None, budget="500"))
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/Product/Code"
    assert finding.values == {"Code": "02A02"}


def test_passes_a_change_of_an_assignment_which_names_no_code():
    assert finds("CD041", wmo317(te_wijzigen_producten=(te_wijzigen_product(omvang=None),))) == []


@pytest.mark.parametrize(
    ("message", "place", "told"),
    [
        (wmo315(omvang=None), "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct", "Aangevraagd product A1"),
        (
            wmo317(nieuwe_producten=(nieuw_product(omvang=None),)),
            "/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct",
            "Nieuw product 02A03",
        ),
    ],
    ids=["315", "317"],
)
def test_fails_a_code_without_omvang_in_a_request(message, place, told):
    finding = the_only("CD041", message)
    assert finding.path == f"{place}/Product/Code"
    assert finding.explanation.startswith(f"{told} heeft productcode 02A0")


@pytest.mark.parametrize("message", [wmo315(), wmo317()])
def test_passes_a_request_in_order(message):
    assert finds("CD041", message) == []
