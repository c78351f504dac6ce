"""Values of a message in the typed form of the case file."""

from gateway.messages.common import Product
from gateway.rules.case import number_of, product_of
from tests.rules.case_files import toewijzing


def test_numbers_and_products_are_equal_however_they_are_spelt():
    assert number_of("0101") == number_of(" 101 ") == 101
    assert number_of(None) is None
    assert product_of(None) == (None, None)
    assert product_of(Product(categorie=" 02 ")) == ("02", None)


def test_an_assignment_has_a_size_or_none():
    assert toewijzing().size is None
    assert toewijzing(volume=120, eenheid="01", frequentie="4").size == (120, "01", "4")
