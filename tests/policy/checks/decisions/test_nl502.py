"""NL-502: a traject lasts at most its average length, which is a guide and no limit."""

import pytest

from gateway.standard.findings import Severity
from tests.support.policy.decisions import care, changed, findings_of, new, only_finding


@pytest.mark.parametrize(
    ("code", "end"),
    [
        ("02A02", "2026-12-31"),
        ("07A02", "2026-12-31"),
        ("10B01", "2026-08-31"),
        ("02A02", None),
        ("10B02", "2029-12-31"),
    ],
)
def test_passes_up_to_the_guide_length_or_without_one(code, end):
    assert findings_of("NL-502", new(code, "2026-01-01", end)) == []


@pytest.mark.parametrize("code", ["99Z99", None])
def test_passes_what_the_policy_does_not_know(code):
    assert findings_of("NL-502", new(code, "2026-01-01", "2029-12-31")) == []


@pytest.mark.parametrize(
    ("code", "end", "gemiddeld"),
    [
        ("02A02", "2027-01-01", "gemiddeld is 12 maanden, dus t/m 2026-12-31."),
        ("07A02", "2027-01-01", "gemiddeld is 12 maanden, dus t/m 2026-12-31."),
        ("10B01", "2026-09-01", "gemiddeld is 8 maanden, dus t/m 2026-08-31."),
    ],
)
def test_fails_a_day_more(code, end, gemiddeld):
    found = only_finding("NL-502", new(code, "2026-01-01", end))
    assert found.explanation.endswith(gemiddeld)
    assert found.severity is Severity.SIGNAAL


def test_fails_stretching_and_passes_shortening_what_stays_longer():
    was = care("02A02", "2026-01-01", "2027-06-30")
    assert findings_of("NL-502", changed(was, care("02A02", "2026-01-01", "2027-07-31")))
    assert findings_of("NL-502", changed(was, care("02A02", "2026-01-01", "2027-03-31"))) == []
