"""TR361: no product twice for the same days in a request for change."""

from datetime import date

import pytest

from gateway.messages.common import Product
from tests.rules.case_files import requested, toewijzing
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.requests import nieuw_product, te_wijzigen_product, unchanged, wmo317

SAME = Product(categorie="02", code="02A02")


def asking(product, begin, **groups):
    new = nieuw_product(product=product, gewenste_ingangsdatum=begin, einddatum="2025-12-31")
    return wmo317(nieuwe_producten=(new,), **groups)


def test_passes_different_products():
    assert codes(wmo317(), requested()) == set()


def test_passes_a_new_one_from_the_day_after_the_change_ends():
    assert finds("TR361", asking(SAME, "2025-01-01"), requested()) == []


@pytest.mark.parametrize("categorie", ["11", "14"])
def test_passes_exempt_categories(categorie):
    other = toewijzing(2, categorie=categorie, code=None)
    assert finds("TR361", asking(Product(categorie=categorie), "2024-04-01"), requested(other)) == []


def test_passes_the_old_part_of_a_changed_product_beside_its_own_change():
    later = te_wijzigen_product(gewenste_ingangsdatum="2024-06-01")
    assert finds("TR361", wmo317(te_wijzigen_producten=(later,)), requested()) == []


@pytest.mark.parametrize("begin", ["2024-04-02", "2024-12-31"])
def test_fails_a_new_product_that_overlaps_the_change(begin):
    finding = the_only("TR361", asking(SAME, begin), requested())
    assert (finding.retourcode, finding.class_path) == ("9361", "/Bericht/Client/Verzoek")


def test_fails_a_new_product_that_overlaps_the_old_part():
    later = te_wijzigen_product(gewenste_ingangsdatum="2024-06-01", einddatum="2024-06-30")
    message = asking(SAME, "2024-05-31", te_wijzigen_producten=(later,))
    assert len(finds("TR361", message, requested())) == 2


def test_passes_a_new_product_between_the_end_of_an_assignment_and_a_later_change_of_it():
    later = te_wijzigen_product(gewenste_ingangsdatum="2026-03-01", einddatum="2026-06-30")
    for begin, found in (("2025-01-01", 0), ("2024-12-31", 1)):
        message = asking(SAME, begin, te_wijzigen_producten=(later,))
        assert len(finds("TR361", message, requested())) == found


@pytest.mark.parametrize("product", [Product(categorie="02"), Product(categorie="02", code="02A04")])
def test_fails_a_new_product_that_overlaps_an_unchanged_one(product):
    wide = (
        nieuw_product(product=product, omvang=None, budget="1")
        if product.code is None
        else nieuw_product(product=product)
    )
    assert finds("TR361", wmo317(nieuwe_producten=(wide,)), requested())


def test_fails_a_number_in_two_groups():
    _, finding = finds("TR361", wmo317(ongewijzigde_producten=unchanged("1", "2")), requested())
    assert finding.explanation == (
        "De ongewijzigde toewijzing 1, product 02A02 (categorie 02), en de gewijzigde toewijzing 1, product 02A02 "
        "(categorie 02), overlappen elkaar."
    )


def test_fails_a_generic_one_beside_another():
    generic = toewijzing(2, categorie=None, code=None, einddatum=date(2024, 12, 31))
    assert finds("TR361", wmo317(), requested(generic))
