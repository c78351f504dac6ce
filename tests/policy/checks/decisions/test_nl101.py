"""NL-101: the product is one that the policy knows."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import beleid, dag, de_enige, gewijzigd, nieuw, vindt, zorg


@pytest.mark.parametrize("code", sorted(beleid().producten))
def test_passes_every_product_of_the_policy(code):
    assert vindt("NL-101", nieuw(code)) == []


def test_passes_what_has_no_code():
    assert vindt("NL-101", nieuw(None)) == []


def test_fails_another_code_and_tells_which_the_category_has():
    gevonden = de_enige("NL-101", nieuw("07A99"))
    assert gevonden.path == "product/code"
    assert gevonden.explanation == (
        "De nieuwe toewijzing (07A99, vanaf 2026-01-01): product 07A99 staat niet in het beleid Wmo Noord-Limburg dat "
        "vanaf 2024-01-01 geldt. In categorie 07 kan wel 07A02 of 07C02."
    )
    assert gevonden.overrulebaar


def test_fails_a_code_of_a_category_that_the_policy_does_not_have():
    assert de_enige("NL-101", nieuw("15A06")).explanation.endswith("dat vanaf 2024-01-01 geldt.")


def test_passes_the_extension_only_since_there_is_one():
    assert vindt("NL-101", nieuw("02C02", "2024-01-01")) == []
    te_vroeg = de_enige("NL-101", nieuw("02C02", "2023-12-31"))
    assert te_vroeg.explanation.endswith(
        "dat vanaf 2022-01-01 geldt. Een eerdere of latere tekst kent het wel. In categorie 02 kan wel 02A02 of 02M02."
    )
    nu_besloten = de_enige("NL-101", nieuw("02C02", "2023-12-31", beslisdag=dag("2026-11-23")))
    assert nu_besloten.explanation.endswith("In categorie 02 kan wel 02A02."), "02M02 is no longer issued"


def test_passes_a_change_of_what_was_issued_before_and_fails_one_of_the_product():
    was = zorg("07A99", "2026-01-01", "2026-12-31")
    assert vindt("NL-101", gewijzigd(was, replace(was, einddatum=None))) == []
    assert vindt("NL-101", gewijzigd(was, was, verwijderd=True)) == []
    assert de_enige("NL-101", gewijzigd(was, replace(was, code="07A98")))
