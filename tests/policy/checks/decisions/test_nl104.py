"""NL-104: the category belongs to the product code."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import care, changed, findings_of, new, only_finding, policy


@pytest.mark.parametrize("code", sorted(policy().producten))
def test_passes_the_first_two_digits_of_every_code_and_fails_others(code):
    assert findings_of("NL-104", new(code)) == []
    found = only_finding("NL-104", new(code, categorie="16"))
    assert found.path == "product/categorie"
    assert found.explanation.endswith(f"{code} hoort bij categorie {code[:2]}, maar de categorie is 16.")
    assert found.values == {"Categorie": "16", "Code": code}
    assert found.source.startswith("iWmo 3.2, TR381: de landelijke productcodelijst")


def test_fails_without_category():
    found = only_finding("NL-104", new("02A02", categorie=None))
    assert found.explanation.endswith("maar er is geen categorie.")
    assert found.values == {"Categorie": "", "Code": "02A02"}


def test_passes_what_has_no_code_or_one_that_is_not_known():
    assert findings_of("NL-104", new(None, categorie="16")) == []
    assert findings_of("NL-104", new("02A99", categorie="16")) == []


def test_passes_a_change_of_what_was_wrong_before():
    was = care("02A02", "2026-01-01", "2026-12-31", categorie="16")
    assert findings_of("NL-104", changed(was, replace(was, einddatum=None))) == []
    assert findings_of("NL-104", changed(was, was, verwijderd=True)) == []
