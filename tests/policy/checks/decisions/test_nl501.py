"""NL-501: a traject lasts at most as long as the policy allows."""

from dataclasses import replace

import pytest

from gateway.policy.model import EndDateUse
from tests.support.policy.decisions import care, changed, findings_of, new, only_finding, policy


def with_end(einddatum):
    """Return the policy with this rule on the Einddatum of 10B01."""
    usual = policy()
    product = replace(usual.producten["10B01"], einddatum=einddatum)
    return replace(usual, producten={**usual.producten, "10B01": product})


@pytest.mark.parametrize(
    ("begin", "end"), [("2026-01-01", "2026-12-31"), ("2028-02-29", "2029-02-28"), ("2026-01-01", "2026-01-01")]
)
def test_passes_a_year_at_most(begin, end):
    assert findings_of("NL-501", new("10B01", begin, end)) == []


@pytest.mark.parametrize("code", ["02A02", "10B02", "02C02", "10M01", "01B04", "99Z99", None])
def test_passes_what_has_no_most_or_one_of_its_own_check(code):
    assert findings_of("NL-501", new(code, "2026-01-01", "2029-12-31")) == []
    assert findings_of("NL-501", new(code, "2026-01-01")) == []


@pytest.mark.parametrize(("end", "length_text"), [("2027-01-01", "ruim 12 maanden"), ("2027-01-31", "13 maanden")])
def test_fails_a_day_more_than_a_year(end, length_text):
    found = only_finding("NL-501", new("10B01", "2026-01-01", end))
    assert found.explanation == (
        f"De nieuwe toewijzing (10B01, 2026-01-01 t/m {end}) duurt {length_text}; het meeste is 12 maanden, dus t/m "
        "2026-12-31."
    )
    assert (found.path, found.overridable) == ("einddatum", True)


def test_fails_without_last_day_unless_the_policy_wants_one_anyway():
    without_end = new("10B01", "2026-01-01")
    found = only_finding("NL-501", without_end, by_policy=with_end(EndDateUse.OPEN))
    assert found.explanation.endswith("heeft geen Einddatum; het meeste is 12 maanden, dus t/m 2026-12-31.")
    assert findings_of("NL-501", without_end, by_policy=with_end(EndDateUse.VERPLICHT)) == []


def test_fails_stretching_and_passes_shortening_what_stays_too_long():
    was = care("10B01", "2026-01-01", "2027-06-30")
    assert findings_of("NL-501", changed(was, care("10B01", "2026-01-01", "2027-07-01")))
    assert findings_of("NL-501", changed(was, care("10B01", "2026-01-01", "2027-02-28"))) == []
    assert findings_of("NL-501", changed(was, was, verwijderd=True)) == []
