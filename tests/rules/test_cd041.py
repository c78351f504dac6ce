"""CD041: a product with a Code has an Omvang."""

import pytest

from gateway.messages.gedeeld import Product
from tests.rules.oordeel import finds, the_only
from tests.support.berichten import wmo301


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
