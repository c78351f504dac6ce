"""CD095: an asked product without a Code has no Omvang."""

import pytest

from gateway.messages.common import Product
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import aangevraagd_product, wmo315

CATEGORY = Product(categorie="02")
PRODUCT = "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct"


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"product": CATEGORY, "omvang": None},
        {"product": CATEGORY, "toewijzing_ingangsdatum": "2020-01-01", "toewijzing_einddatum": "2020-12-31"},
    ],
    ids=["code", "no omvang", "ended by 2020"],
)
def test_passes_a_code_or_no_omvang_or_what_ended_by_2020(changes):
    assert finds("CD095", wmo315(**changes)) == []


@pytest.mark.parametrize("product", [CATEGORY, None])
@pytest.mark.parametrize("einddatum", ["2021-01-01", None])
def test_fails_an_omvang_without_code(product, einddatum):
    dates = {"toewijzing_ingangsdatum": "2020-06-01", "toewijzing_einddatum": einddatum}
    finding = the_only("CD095", wmo315(product=product, **dates))
    assert finding.path == f"{PRODUCT}/Omvang"
    assert finding.also_at == (() if einddatum is None else (f"{PRODUCT}/ToewijzingEinddatum",))
    assert finding.explanation == "Aangevraagd product A1 heeft een Omvang, maar geen productcode."


def test_fails_one_product_beside_another_with_a_code():
    both = (
        aangevraagd_product(referentie_aanbieder="A1"),
        aangevraagd_product(
            referentie_aanbieder="A2",
            product=CATEGORY,
            toewijzing_ingangsdatum="2025-01-01",
            toewijzing_einddatum="2025-06-30",
        ),
    )
    assert the_only("CD095", wmo315(aangevraagde_producten=both)).path == f"{PRODUCT}[2]/Omvang"
