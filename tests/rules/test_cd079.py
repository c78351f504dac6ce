"""CD079: without a Budget there is a Product."""

import pytest

from gateway.messages.gedeeld import Product
from tests.rules.oordeel import finds, the_only
from tests.support.berichten import wmo301


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
