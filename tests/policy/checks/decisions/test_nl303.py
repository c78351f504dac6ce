"""NL-303: an extension lasts at most as long as the policy allows."""

import pytest

from tests.support.policy.decisions import care, changed, findings_of, new, only_finding


@pytest.mark.parametrize(
    ("begin", "end"),
    [("2026-01-01", "2026-12-31"), ("2028-02-29", "2029-02-28"), ("2026-01-01", "2026-01-31"), ("2026-01-01", None)],
)
def test_passes_a_year_at_most(begin, end):
    assert findings_of("NL-303", new("02C02", begin, end)) == []


@pytest.mark.parametrize("code", ["02A02", "10M01", "99Z99", None])
def test_passes_what_is_no_extension(code):
    assert findings_of("NL-303", new(code, "2026-01-01", "2029-12-31")) == []


@pytest.mark.parametrize(
    ("end", "length_text"),
    [("2027-01-01", "ruim 12 maanden"), ("2027-01-31", "13 maanden"), ("9999-12-31", "95688 maanden")],
)
def test_fails_a_day_more_than_a_year(end, length_text):
    found = only_finding("NL-303", new("07C02", "2026-01-01", end))
    assert found.explanation == (
        f"De nieuwe toewijzing (07C02, {'vanaf 2026-01-01' if end > '3' else f'2026-01-01 t/m {end}'}) duurt "
        f"{length_text}; het meeste is 12 maanden, dus t/m 2026-12-31."
    )
    assert found.overridable


def test_fails_stretching_beyond_a_year_counted_from_its_first_day():
    was = care("02C02", "2026-01-01", "2026-12-31", nummer=5)
    found = only_finding("NL-303", changed(was, care("02C02", "2026-01-01", "2027-01-31", nummer=5)))
    assert found.explanation.startswith("Toewijzing 5 (02C02, 2026-01-01 t/m 2027-01-31) duurt 13 maanden;")


def test_passes_shortening_what_stays_too_long():
    was = care("02C02", "2026-01-01", "2027-12-31")
    assert findings_of("NL-303", changed(was, care("02C02", "2026-01-01", "2027-03-31"))) == []
    assert findings_of("NL-303", changed(was, was, verwijderd=True)) == []
