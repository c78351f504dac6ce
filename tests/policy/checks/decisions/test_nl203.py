"""NL-203: vervoer has a carrier on each of its days."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding

YEAR = ("2026-01-01", "2026-12-31")
VERVOER = pytest.mark.parametrize("code", ["08V02", "08V03", "08V04"])
CARRIERS = pytest.mark.parametrize("drager", ["07A02", "07C02", "07M02", "10B02", "10A06"])


@VERVOER
def test_fails_all_days_without_any_carrier(code):
    found = only_finding("NL-203", new(code, *YEAR))
    assert found.explanation == (
        f"De nieuwe toewijzing ({code}, 2026-01-01 t/m 2026-12-31) heeft geen drager (segment 1A2, 2A of 2B) van "
        "2026-01-01 t/m 2026-12-31."
    )
    assert found.overridable
    assert found.other_assignments == ()


@CARRIERS
@VERVOER
def test_passes_within_a_carrier_of_any_provider(code, drager):
    assert findings_of("NL-203", new(code, *YEAR), care(drager, *YEAR)) == []
    assert findings_of("NL-203", new(code, *YEAR), care(drager, "2025-01-01", aanbieder=OTHER_PROVIDER)) == []


@pytest.mark.parametrize("code", ["02A02", "02C02", "10B01", "10M01", "01B04", "04A01", "08V03", "07A99", None])
def test_fails_beside_what_is_no_carrier(code):
    assert "Drager is wel" not in only_finding("NL-203", new("08V02", *YEAR), care(code, *YEAR)).explanation


def test_passes_by_carriers_that_follow_each_other_or_overlap():
    beside = [
        care("10B02", "2026-04-01", "2026-12-31", nummer=1),
        care("07A02", "2025-01-01", "2026-02-28", nummer=2),
        care("07C02", "2026-03-01", "2026-04-15", nummer=3),
    ]
    assert findings_of("NL-203", new("08V02", *YEAR), *beside) == []


def test_fails_once_and_names_the_gaps_and_what_carriers_there_are():
    beside = [
        care("10B02", "2026-02-01", "2026-06-29", nummer=11),
        care("10A06", "2026-07-01", "2026-11-30", nummer=12, aanbieder=OTHER_PROVIDER),
        care("10A06", "2025-01-01", "2025-11-30", nummer=13),
    ]
    found = only_finding("NL-203", new("08V02", "2026-01-01"), *beside)
    assert found.explanation == (
        "De nieuwe toewijzing (08V02, vanaf 2026-01-01) heeft geen drager (segment 1A2, 2A of 2B) van 2026-01-01 t/m "
        "2026-01-31, op 2026-06-30 en vanaf 2026-12-01. Drager is wel: toewijzing 11 (10B02, 2026-02-01 t/m "
        "2026-06-29) en toewijzing 12 (10A06, 2026-07-01 t/m 2026-11-30) van aanbieder 87654321."
    )
    assert found.other_assignments == (11, 12)


def test_fails_after_the_carrier_stopped():
    stopped = care("10A06", "2025-01-01", gestopt_op=day("2026-03-31"), nummer=None)
    found = only_finding("NL-203", new("08V02", *YEAR), stopped)
    assert "(segment 1A2, 2A of 2B) van 2026-04-01 t/m 2026-12-31." in found.explanation
    assert found.other_assignments == ()


def test_passes_open_ended_beside_an_open_ended_carrier():
    assert findings_of("NL-203", new("08V02"), care("10A06")) == []


def test_fails_stretching_beyond_the_carrier_and_passes_every_other_change():
    was = care("08V02", *YEAR)
    longer = changed(was, replace(was, einddatum=day("2027-03-31")))
    found = only_finding("NL-203", longer, care("10B02", "2026-01-01", "2027-02-28", nummer=2))
    assert "van 2027-03-01 t/m 2027-03-31" in found.explanation
    assert found.path == "einddatum"
    assert findings_of("NL-203", longer, care("10B02", "2027-01-01", nummer=2)) == []
    assert findings_of("NL-203", changed(was, replace(was, einddatum=day("2026-03-31")))) == []
    assert findings_of("NL-203", changed(was, replace(was, volume=3))) == []
    assert findings_of("NL-203", changed(was, was, verwijderd=True)) == []


def test_passes_what_is_no_vervoer():
    assert findings_of("NL-203", new("10A06")) == []
    assert findings_of("NL-203", new("08V99")) == []
    assert findings_of("NL-203", new(None, categorie="08")) == []
