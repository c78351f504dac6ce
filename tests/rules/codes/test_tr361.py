"""TR361: no product twice for the same days in a request for change."""

from datetime import date

import pytest

from gateway.messages.common import Omvang, Product
from tests.rules.case_files import requested, toewijzing
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.requests import nieuw_product, te_wijzigen_product, unchanged, wmo317

SAME = Product(categorie="02", code="02A02")


def asking(product, begin, **groups):
    size = {"omvang": None, "budget": "1"} if product is None or product.code is None else {}
    new = nieuw_product(product=product, gewenste_ingangsdatum=begin, **{"einddatum": "2025-12-31", **size})
    return wmo317(nieuwe_producten=(new,), **groups)


def test_passes_different_products():
    assert codes(wmo317(), requested()) == set()


def test_passes_a_new_one_from_the_day_after_the_change_ends():
    assert finds("TR361", asking(SAME, "2025-01-01"), requested()) == []


@pytest.mark.parametrize("categorie", ["11", "12", "13", "14"])
@pytest.mark.parametrize("code", [None, "X"])
def test_passes_exempt_categories(categorie, code):
    other = toewijzing(2, categorie=categorie, code=code)
    message = asking(Product(categorie=categorie, code=code), "2024-04-01")
    assert codes(message, requested(other)) == set()


@pytest.mark.parametrize(
    ("product", "found"),
    [(Product(categorie="03"), 0), (Product(categorie="02"), 2), (None, 2), (Product(categorie="03", code="02A02"), 0)],
)
def test_fails_a_product_without_a_code_beside_any_of_its_category_and_one_without_a_category_beside_any(
    product, found
):
    message = asking(product, "2024-12-31")
    assert len(finds("TR361", message, requested())) == found


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


def test_fails_a_new_product_that_ends_on_the_day_on_which_an_assignment_begins():
    later = toewijzing(2, code="02A04", ingangsdatum=date(2024, 8, 1))
    for end, found in (("2024-07-31", 0), ("2024-08-01", 1)):
        new = nieuw_product(product=Product(categorie="02", code="02A04"), einddatum=end)
        assert len(finds("TR361", wmo317(nieuwe_producten=(new,)), requested(later))) == found


def test_fails_products_of_a_single_day():
    one = toewijzing(2, code="02A04", ingangsdatum=date(2024, 8, 1), einddatum=date(2024, 8, 1))
    new = nieuw_product(
        product=Product(categorie="02", code="02A04"), gewenste_ingangsdatum="2024-08-01", einddatum="2024-08-01"
    )
    assert len(finds("TR361", wmo317(nieuwe_producten=(new,)), requested(one))) == 1


def test_fails_what_has_no_end_beside_all_that_comes_later():
    monthly = Omvang(volume="1", eenheid="01", frequentie="4")
    for end, found in ((None, 1), ("2024-12-31", 0)):
        change = te_wijzigen_product(einddatum=end, omvang=monthly)
        assert len(finds("TR361", asking(SAME, "2025-03-01", te_wijzigen_producten=(change,)), requested())) == found
        new = nieuw_product(product=SAME, gewenste_ingangsdatum="2024-06-01", einddatum=end, omvang=monthly)
        far = toewijzing(2, ingangsdatum=date(2025, 6, 1))
        short = te_wijzigen_product(einddatum="2024-05-31")
        message = wmo317(te_wijzigen_producten=(short,), nieuwe_producten=(new,))
        assert len(finds("TR361", message, requested(far))) == found


def test_passes_what_follows_on_the_change_of_an_open_assignment():
    open_one = toewijzing(1, volume=120, eenheid="01", frequentie="2")
    later = te_wijzigen_product(gewenste_ingangsdatum="2024-06-01", einddatum="2024-06-30")
    for begin, found in (("2024-07-01", []), ("2024-06-30", ["De gewijzigde toewijzing 1"])):
        message = asking(SAME, begin, te_wijzigen_producten=(later,))
        told = [each.explanation for each in finds("TR361", message, requested(open_one))]
        assert [text.partition(",")[0] for text in told] == found


def test_passes_over_numbers_that_do_not_stand():
    message = wmo317(
        ongewijzigde_producten=unchanged("2", "8"), te_wijzigen_producten=(te_wijzigen_product(toewijzing_nummer="9"),)
    )
    assert codes(message, requested()) == {"TR349", "TR350", "TR351"}


def test_passes_a_change_from_before_the_first_day_of_the_calendar():
    early = te_wijzigen_product(gewenste_ingangsdatum="0001-01-01")
    assert codes(wmo317(te_wijzigen_producten=(early,)), requested()) == {"TR357"}


def test_fails_once_what_overlaps_a_change_of_the_whole_term_which_has_no_old_part():
    begins = toewijzing(1, ingangsdatum=date(2024, 5, 1), volume=120, eenheid="01", frequentie="2")
    whole = te_wijzigen_product(gewenste_ingangsdatum="2024-05-01")
    message = asking(SAME, "2024-04-01", te_wijzigen_producten=(whole,))
    assert len(finds("TR361", message, requested(begins))) == 1
