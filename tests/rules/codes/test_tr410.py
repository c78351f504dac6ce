"""TR410: one product isn't asked for twice among the new ones. The sweep itself is tested with TR302."""

import pytest

from gateway.messages.common import Product
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import nieuw_product, te_wijzigen_product, wmo317

CODED = Product(categorie="02", code="02A02")


def two(one, other, *dates):
    """Return two new products, each with (as far as given) its first and last day."""
    periods = [*dates, ("2024-04-01", None), ("2024-04-01", None)]
    return wmo317(
        nieuwe_producten=tuple(
            nieuw_product(product=product, gewenste_ingangsdatum=begin, einddatum=end)
            for product, (begin, end) in zip((one, other), periods, strict=False)
        )
    )


@pytest.mark.parametrize("other", [Product(categorie="02", code="02A03"), Product(categorie="03", code="02A02")])
def test_passes_other_products_on_the_same_days(other):
    assert finds("TR410", two(CODED, other)) == []


def test_passes_exempt_categories_and_one_after_the_other():
    exempt = Product(categorie="12", code="12A01")
    assert finds("TR410", two(exempt, exempt)) == []
    assert finds("TR410", two(CODED, CODED, ("2024-04-01", "2024-04-30"), ("2024-05-01", None))) == []


def test_passes_changes_of_assignments_which_name_no_product():
    changes = (te_wijzigen_product(), te_wijzigen_product(toewijzing_nummer="3"))
    assert finds("TR410", wmo317(te_wijzigen_producten=changes, nieuwe_producten=())) == []


@pytest.mark.parametrize(
    ("other", "told"), [(CODED, "02A02"), (Product(categorie="02"), "een"), (None, "een")], ids=["code", "cat", "none"]
)
def test_fails_the_same_product_on_the_same_days(other, told):
    finding = the_only("TR410", two(CODED, other, ("2024-04-01", "2024-04-30"), ("2024-04-30", None)))
    assert finding.path == "/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct[2]"
    assert finding.also_at == ("/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct[1]",)
    assert finding.values == ({"Code": "02A02"} if told == "02A02" else {})
    assert finding.explanation == (
        "2 nieuwe producten van dezelfde soort overlappen elkaar: 02A02 van 2024-04-01 tot en met 2024-04-30; "
        f"{told} van 2024-04-30 zonder einde."
    )
