"""NL-101: the product is one that the policy knows."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import care, changed, day, findings_of, new, only_finding, policy


@pytest.mark.parametrize("code", sorted(policy().producten))
def test_passes_every_product_of_the_policy(code):
    assert findings_of("NL-101", new(code)) == []


def test_passes_what_has_no_code():
    assert findings_of("NL-101", new(None)) == []


def test_fails_another_code_and_tells_which_the_category_has():
    found = only_finding("NL-101", new("07A99"))
    assert found.path == "product/code"
    assert found.explanation == (
        "De nieuwe toewijzing (07A99, vanaf 2026-01-01): product 07A99 staat niet in het beleid Wmo Noord-Limburg dat "
        "vanaf 2024-01-01 geldt. In categorie 07 kan wel 07A02 of 07C02."
    )
    assert found.overridable


def test_fails_a_code_of_a_category_that_the_policy_does_not_have():
    assert only_finding("NL-101", new("15A06")).explanation.endswith("dat vanaf 2024-01-01 geldt.")


def test_passes_the_extension_only_since_there_is_one():
    assert findings_of("NL-101", new("02C02", "2024-01-01")) == []
    too_early = only_finding("NL-101", new("02C02", "2023-12-31"))
    assert too_early.explanation.endswith(
        "dat vanaf 2022-01-01 geldt. Een eerdere of latere tekst kent het wel. In categorie 02 kan wel 02A02 of 02M02."
    )
    decided_now = only_finding("NL-101", new("02C02", "2023-12-31", decision_day=day("2026-11-23")))
    assert decided_now.explanation.endswith("In categorie 02 kan wel 02A02."), "02M02 is no longer issued"


def test_passes_a_change_of_what_was_issued_before_and_fails_one_of_the_product():
    was = care("07A99", "2026-01-01", "2026-12-31")
    assert findings_of("NL-101", changed(was, replace(was, einddatum=None))) == []
    assert findings_of("NL-101", changed(was, was, verwijderd=True)) == []
    assert only_finding("NL-101", changed(was, replace(was, code="07A98")))
