"""NL-102: an assignment has a product code, without which policy can't be checked."""

from dataclasses import replace

from tests.support.policy.decisions import de_enige, gewijzigd, nieuw, vindt, zorg


def test_passes_any_code():
    assert vindt("NL-102", nieuw("02A02")) == []
    assert vindt("NL-102", nieuw("07A99")) == []


def test_fails_without_code_by_a_signal():
    gevonden = de_enige("NL-102", nieuw(None, categorie="02"))
    assert gevonden.severity == "signaal"
    assert gevonden.explanation.startswith("De nieuwe toewijzing (categorie 02 zonder code, vanaf 2026-01-01) heeft")
    assert de_enige("NL-102", nieuw(None, categorie=None))


def test_passes_a_change_of_what_had_no_code():
    was = zorg(None, "2026-01-01", "2026-12-31", categorie="02")
    assert vindt("NL-102", gewijzigd(was, replace(was, einddatum=None))) == []
    assert vindt("NL-102", gewijzigd(was, was, verwijderd=True)) == []
