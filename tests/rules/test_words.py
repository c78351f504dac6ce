"""The words by which findings name starts, stops, products and codes."""

from dataclasses import replace

from gateway.rules import words
from gateway.rules.reported import start_of, stop_of
from tests.support.messages.messages import start_product, stop_product


def test_a_product_is_named_as_precisely_as_it_is_known():
    assert words.product(None, None) == "zonder product"
    assert words.product("02", None) == "categorie 02"
    assert words.product("02", "02A02") == "product 02A02 (categorie 02)"


def test_a_start_and_a_stop_are_named_by_their_key():
    start = start_of(start_product())
    assert words.start(start) == "toewijzing 1, product 02A02 (categorie 02), Begindatum 2024-02-01"
    assert words.care(replace(start, toewijzing_nummer=None)).startswith("zonder ToewijzingNummer, product")
    stop = stop_of(stop_product())
    assert words.stop(stop) == f"{words.start(start)}, Einddatum 2024-02-28, RedenBeeindiging 31"


def test_a_code_has_its_meaning_when_the_list_knows_it():
    assert words.coded("LDT_Eenheid", " 04 ") == "“␣04␣” (Uur)"
    assert words.coded("LDT_Eenheid", "77") == "77"
