"""NL-502: a traject isn't longer than its guide length."""

import pytest

from gateway.standard.findings import Severity
from tests.support.policy.decisions import de_enige, gewijzigd, nieuw, vindt, zorg


@pytest.mark.parametrize(
    ("code", "eind"),
    [
        ("02A02", "2026-12-31"),
        ("07A02", "2026-12-31"),
        ("10B01", "2026-08-31"),
        ("02A02", None),
        ("10B02", "2029-12-31"),
    ],
)
def test_passes_up_to_the_guide_length_or_without_one(code, eind):
    assert vindt("NL-502", nieuw(code, "2026-01-01", eind)) == []


@pytest.mark.parametrize("code", ["99Z99", None])
def test_passes_what_the_policy_does_not_know(code):
    assert vindt("NL-502", nieuw(code, "2026-01-01", "2029-12-31")) == []


@pytest.mark.parametrize(
    ("code", "eind", "gemiddeld"),
    [
        ("02A02", "2027-01-01", "gemiddeld is 12 maanden, dus t/m 2026-12-31."),
        ("07A02", "2027-01-01", "gemiddeld is 12 maanden, dus t/m 2026-12-31."),
        ("10B01", "2026-09-01", "gemiddeld is 8 maanden, dus t/m 2026-08-31."),
    ],
)
def test_fails_a_day_more(code, eind, gemiddeld):
    gevonden = de_enige("NL-502", nieuw(code, "2026-01-01", eind))
    assert gevonden.explanation.endswith(gemiddeld)
    assert gevonden.severity is Severity.SIGNAAL


def test_fails_stretching_and_passes_shortening_what_stays_longer():
    was = zorg("02A02", "2026-01-01", "2027-06-30")
    assert vindt("NL-502", gewijzigd(was, zorg("02A02", "2026-01-01", "2027-07-31")))
    assert vindt("NL-502", gewijzigd(was, zorg("02A02", "2026-01-01", "2027-03-31"))) == []
