"""NL-208: a person looks at two assignments when no text says whether they may run together."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding

YEAR = ("2026-01-01", "2026-12-31")


@pytest.mark.parametrize("code", ["02A02", "07A02", "10B01", "10B02", "10A06", "01B04", "04A01", "08V02"])
def test_fails_one_product_at_two_providers_by_a_signal(code):
    found = only_finding("NL-208", new(code, *YEAR), care(code, "2026-12-31", aanbieder=OTHER_PROVIDER))
    assert found.severity == "signaal"
    assert "loopt op 2026-12-31 naast" in found.explanation
    assert "Over twee keer segment " in found.explanation


@pytest.mark.parametrize(("one", "other"), [("08V02", "08V03"), ("02C02", "02M02")])
def test_fails_two_products_of_one_segment_at_one_provider(one, other):
    assert only_finding("NL-208", new(one, *YEAR), care(other, *YEAR))
    assert only_finding("NL-208", new(other, *YEAR), care(one, *YEAR))


def test_passes_what_another_check_speaks_of():
    assert findings_of("NL-208", new("02A02", *YEAR), care("02A02", *YEAR)) == []
    assert findings_of("NL-208", new("02C02", *YEAR), care("02A02", *YEAR, aanbieder=OTHER_PROVIDER)) == []


def test_passes_other_segments_and_other_days():
    assert findings_of("NL-208", new("02A02", *YEAR), care("07A02", *YEAR)) == []
    assert findings_of("NL-208", new("02A02", *YEAR), care("02A02", "2027-01-01", aanbieder=OTHER_PROVIDER)) == []


def test_passes_what_ran_together_before_the_change():
    was, other = care("10A06", *YEAR), care("10A06", aanbieder=OTHER_PROVIDER, nummer=2)
    assert findings_of("NL-208", changed(was, replace(was, einddatum=day("2026-06-30"))), other) == []
    longer = only_finding("NL-208", changed(was, replace(was, einddatum=None)), other)
    assert longer.values["Begindatum"] == "2027-01-01"
