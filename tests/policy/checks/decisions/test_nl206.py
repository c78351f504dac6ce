"""NL-206: a traject and its own extension or extra work don't run on the same day."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding

YEAR = ("2026-01-01", "2026-12-31")
OWN = pytest.mark.parametrize(
    ("basis", "beside_it"),
    [("02A02", "02C02"), ("02A02", "02M02"), ("07A02", "07C02"), ("07A02", "07M02"), ("10B01", "10M01")],
)


@OWN
def test_fails_in_both_orders_on_the_one_day_that_they_share(basis, beside_it):
    one = only_finding("NL-206", new(beside_it, "2026-12-31", "2027-01-30"), care(basis, *YEAR))
    two = only_finding("NL-206", new(basis, *YEAR), care(beside_it, "2026-12-31", "2027-01-30", nummer=7))
    assert "loopt op 2026-12-31 naast" in one.explanation
    assert "loopt op 2026-12-31 naast" in two.explanation
    assert two.other_assignments == (7,)
    assert not one.overridable


@OWN
def test_passes_from_the_day_after_on(basis, beside_it):
    assert findings_of("NL-206", new(beside_it, "2027-01-01", "2027-01-31"), care(basis, *YEAR)) == []
    stopped = care(basis, *YEAR, gestopt_op=day("2026-08-31"))
    assert findings_of("NL-206", new(beside_it, "2026-09-01", "2026-09-30"), stopped) == []


def test_fails_also_when_another_provider_delivers_it():
    found = only_finding("NL-206", new("02C02", *YEAR, aanbieder=OTHER_PROVIDER), care("02A02", *YEAR))
    assert "van aanbieder 12345678. Een traject en wat erbij hoort" in found.explanation


@pytest.mark.parametrize(
    ("one", "other"),
    [("02C02", "07A02"), ("02C02", "02M02"), ("02C02", "02C02"), ("02A02", "02A02"), ("10M01", "10B02")],
)
def test_passes_what_does_not_belong_together(one, other):
    assert findings_of("NL-206", new(one, *YEAR), care(other, *YEAR)) == []


@pytest.mark.parametrize("unknown", [None, "02A99"])
def test_passes_beside_what_has_no_base_and_is_none(unknown):
    for code in ("02A02", "02C02", unknown):
        assert findings_of("NL-206", new(code, *YEAR), care(unknown, *YEAR)) == []
        assert findings_of("NL-206", new(unknown, *YEAR), care(code, *YEAR)) == []


def test_fails_stretching_the_base_into_its_extension_and_passes_shortening():
    was, after = care("02A02", *YEAR), care("02C02", "2027-01-01", "2027-03-31", nummer=2)
    longer = only_finding("NL-206", changed(was, replace(was, einddatum=day("2027-01-31"))), after)
    assert longer.path == "einddatum"
    rest = care("02C02", "2026-10-01", "2027-03-31", nummer=2)
    assert findings_of("NL-206", changed(was, replace(was, einddatum=day("2026-11-30"))), rest) == []
    assert findings_of("NL-206", changed(was, was, verwijderd=True), rest) == []


def test_fails_a_stretch_under_the_first_text_over_an_extension_that_only_the_second_knows():
    was = care("02A02", "2023-02-01", "2024-01-31")
    verlenging = care("02C02", "2024-02-01", "2024-07-31", nummer=2)
    decision = changed(was, replace(was, einddatum=day("2024-03-31")))
    assert only_finding("NL-206", decision, verlenging).values["Einddatum"] == "2024-03-31"
