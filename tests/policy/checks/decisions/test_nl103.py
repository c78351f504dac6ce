"""NL-103: a product is issued only before the day from which the policy no longer issues it."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import care, changed, day, findings_of, new, only_finding


@pytest.mark.parametrize("code", ["02M02", "07M02"])
def test_fails_old_extra_work_from_its_last_day_on(code):
    found = only_finding("NL-103", new(code, "2024-02-01", "2024-03-31", decision_day=day("2024-01-01")))
    assert found.path == "product/code"
    assert f"{code} (" in found.explanation
    assert found.explanation.endswith("wordt vanaf 2024-01-01 niet meer toegewezen en het besluit is van 2024-01-01.")
    assert not found.overridable


@pytest.mark.parametrize("code", ["02M02", "07M02"])
def test_passes_it_the_day_before_also_for_care_that_begins_later(code):
    assert findings_of("NL-103", new(code, "2023-12-31", decision_day=day("2023-12-31"))) == []
    assert findings_of("NL-103", new(code, "2024-02-01", decision_day=day("2023-12-31"))) == []


def test_fails_it_afterwards_also_for_care_that_began_before():
    assert only_finding("NL-103", new("02M02", "2023-12-01", "2023-12-31", decision_day=day("2024-01-02")))


@pytest.mark.parametrize("code", ["02A02", "02C02", "10M01", None, "02A99"])
def test_passes_other_products_at_any_time(code):
    assert findings_of("NL-103", new(code)) == []


def test_passes_changes_which_are_the_matter_of_others():
    was = care("02M02", "2023-12-01", "2024-03-31")
    for becomes in (replace(was, einddatum=day("2024-02-29")), replace(was, einddatum=None)):
        assert findings_of("NL-103", changed(was, becomes, decision_day=day("2024-02-01"))) == []
    assert findings_of("NL-103", changed(was, was, decision_day=day("2024-02-01"), verwijderd=True)) == []
