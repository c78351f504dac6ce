"""CD096: a new product without a Code has no Omvang."""

import pytest

from gateway.messages.common import Product
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import nieuw_product, te_wijzigen_product, wmo317

CATEGORY = Product(categorie="02")
PRODUCT = "/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct"


def new(**changes):
    return wmo317(nieuwe_producten=(nieuw_product(**changes),))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"product": CATEGORY, "omvang": None},
        {"product": CATEGORY, "gewenste_ingangsdatum": "2020-01-01", "einddatum": "2020-12-31"},
    ],
    ids=["code", "no omvang", "ended by 2020"],
)
def test_passes_a_code_or_no_omvang_or_what_ended_by_2020(changes):
    assert finds("CD096", new(**changes)) == []


def test_passes_a_change_which_names_no_product():
    assert finds("CD096", wmo317(te_wijzigen_producten=(te_wijzigen_product(),), nieuwe_producten=())) == []


@pytest.mark.parametrize(("product", "told"), [(CATEGORY, "Nieuw product 02"), (None, "Een nieuw product")])
@pytest.mark.parametrize("einddatum", ["2021-01-01", None])
def test_fails_an_omvang_without_code(product, told, einddatum):
    finding = the_only("CD096", new(product=product, einddatum=einddatum, gewenste_ingangsdatum="2020-06-01"))
    assert finding.path == f"{PRODUCT}/Omvang"
    assert finding.also_at == (() if einddatum is None else (f"{PRODUCT}/Einddatum",))
    assert finding.explanation == f"{told} heeft een Omvang, maar geen productcode."
