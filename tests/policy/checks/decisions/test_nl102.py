"""NL-102: an assignment has a product code; policy can't be checked without one."""

from dataclasses import replace

from tests.support.policy.decisions import care, changed, findings_of, new, only_finding


def test_passes_any_code():
    assert findings_of("NL-102", new("02A02")) == []
    assert findings_of("NL-102", new("07A99")) == []


def test_fails_without_code_by_a_signal():
    found = only_finding("NL-102", new(None, categorie="02"))
    assert found.severity == "signaal"
    assert found.explanation.startswith("De nieuwe toewijzing (categorie 02 zonder code, vanaf 2026-01-01) heeft")
    assert only_finding("NL-102", new(None, categorie=None))


def test_passes_a_change_of_what_had_no_code():
    was = care(None, "2026-01-01", "2026-12-31", categorie="02")
    assert findings_of("NL-102", changed(was, replace(was, einddatum=None))) == []
    assert findings_of("NL-102", changed(was, was, verwijderd=True)) == []
