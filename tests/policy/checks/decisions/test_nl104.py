"""NL-104: the category is the one of the code."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import beleid, de_enige, gewijzigd, nieuw, vindt, zorg


@pytest.mark.parametrize("code", sorted(beleid().producten))
def test_passes_the_first_two_digits_of_every_code_and_fails_others(code):
    assert vindt("NL-104", nieuw(code)) == []
    gevonden = de_enige("NL-104", nieuw(code, categorie="16"))
    assert gevonden.path == "product/categorie"
    assert gevonden.explanation.endswith(f"{code} hoort bij categorie {code[:2]}, maar de categorie is 16.")
    assert gevonden.values == {"Categorie": "16", "Code": code}
    assert gevonden.source.startswith("Handboek 3.0, hoofdstuk 4: de categorie is het begin van de productcode")


def test_fails_without_category():
    gevonden = de_enige("NL-104", nieuw("02A02", categorie=None))
    assert gevonden.explanation.endswith("maar er is geen categorie.")
    assert gevonden.values == {"Categorie": "", "Code": "02A02"}


def test_passes_what_has_no_code_or_one_that_is_not_known():
    assert vindt("NL-104", nieuw(None, categorie="16")) == []
    assert vindt("NL-104", nieuw("02A99", categorie="16")) == []


def test_passes_a_change_of_what_was_wrong_before():
    was = zorg("02A02", "2026-01-01", "2026-12-31", categorie="16")
    assert vindt("NL-104", gewijzigd(was, replace(was, einddatum=None))) == []
    assert vindt("NL-104", gewijzigd(was, was, verwijderd=True)) == []
