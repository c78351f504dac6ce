"""NL-604: volume or Budget is lowered only when the provider agrees."""

import pytest

from gateway.standard.findings import Severity
from tests.support.policy.decisions import care, changed, findings_of, new, only_finding

MUCH = care("10B02", "2026-01-01", "2026-12-31", nummer=5, volume=10, eenheid="01", frequentie="6", budget=100)


def lowered(**changes):
    fields_ = {"nummer": 5, "volume": 10, "eenheid": "01", "frequentie": "6", "budget": 100, **changes}
    return changed(MUCH, care("10B02", "2026-01-01", fields_.pop("end", "2026-12-31"), **fields_))


@pytest.mark.parametrize("changes", [{}, {"volume": 11}, {"budget": 101}, {"end": "2026-06-30"}, {"budget": None}])
def test_passes_what_lowers_nothing(changes):
    assert findings_of("NL-604", lowered(**changes)) == []


def test_passes_a_new_assignment_a_removal_and_what_the_provider_asked_for():
    lower = lowered(volume=9).care
    assert findings_of("NL-604", new("10B02", "2026-01-01", "2026-12-31", volume=1)) == []
    assert findings_of("NL-604", changed(MUCH, lower, verwijderd=True)) == []
    assert findings_of("NL-604", changed(MUCH, lower, reden_wijziging="12")) == []


def test_passes_what_the_provider_agreed_to_and_fails_what_it_did_not():
    lower = lowered(volume=9).care
    assert findings_of("NL-604", changed(MUCH, lower, provider_consent=True)) == []
    found = only_finding("NL-604", changed(MUCH, lower, provider_consent=False))
    assert found.explanation.endswith("Volgens het besluit stemt hij niet in.")


@pytest.mark.parametrize(
    ("changes", "lowered_text", "path"),
    [
        ({"volume": 9}, "volume van 10 naar 9", "volume"),
        ({"budget": 99, "volume": 11}, "Budget van 1,00 naar 0,99 euro", "budget"),
        ({"budget": 0, "volume": 0}, "volume van 10 naar 0 en Budget van 1,00 naar 0,00 euro", "volume"),
    ],
)
def test_fails_what_is_lowered(changes, lowered_text, path):
    found = only_finding("NL-604", lowered(**changes))
    assert found.explanation == (
        f"Toewijzing 5 (10B02, 2026-01-01 t/m 2026-12-31) gaat omlaag: {lowered_text}. Daar moet de aanbieder "
        "mee instemmen."
    )
    assert (found.path, found.severity) == (path, Severity.SIGNAAL)


def test_fails_lowering_for_another_reason():
    assert findings_of("NL-604", changed(MUCH, lowered(volume=9).care, reden_wijziging="05"))
