"""TR386: one product isn't asked for twice for the same days. The sweep itself is tested with TR302."""

import pytest

from gateway.messages.common import Product
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import aangevraagd_product, wmo315

CODED = Product(categorie="02", code="02A02")


def two(one, other, *dates):
    """Return two requests, each with a product and (as far as given) its first and last day."""
    periods = [*dates, ("2024-04-01", None), ("2024-04-01", None)]
    return wmo315(
        aangevraagde_producten=tuple(
            aangevraagd_product(
                referentie_aanbieder=name, product=product, toewijzing_ingangsdatum=begin, toewijzing_einddatum=end
            )
            for name, product, (begin, end) in zip(("A1", "A2"), (one, other), periods, strict=False)
        )
    )


@pytest.mark.parametrize("other", [Product(categorie="02", code="02A03"), Product(categorie="03", code="02A02")])
def test_passes_other_products_on_the_same_days(other):
    assert finds("TR386", two(CODED, other)) == []


@pytest.mark.parametrize("categorie", ["11", "12", "13", "14"])
def test_passes_exempt_categories(categorie):
    exempt = Product(categorie=categorie, code="11A01")
    assert finds("TR386", two(exempt, exempt)) == []
    assert finds("TR386", two(None, exempt)) == []


def test_passes_one_after_the_other():
    assert finds("TR386", two(CODED, CODED, ("2024-04-01", "2024-04-30"), ("2024-05-01", None))) == []


@pytest.mark.parametrize("other", [CODED, Product(categorie="02"), None], ids=["code", "category", "generic"])
def test_fails_the_same_product_on_the_same_days(other):
    finding = the_only("TR386", two(CODED, other, ("2024-04-01", "2024-04-30"), ("2024-04-30", None)))
    assert finding.path == "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct[2]"
    assert finding.also_at == ("/Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]",)
    assert finding.values == {"ReferentieAanbieder": "A2"}
    assert finding.explanation == (
        "2 aanvragen van hetzelfde product overlappen elkaar: A1 van 2024-04-01 tot en met 2024-04-30; A2 van "
        "2024-04-30 zonder einde."
    )
