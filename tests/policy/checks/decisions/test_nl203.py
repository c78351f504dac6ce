"""NL-203: vervoer has a carrier on each of its days."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import ELDERS, dag, de_enige, gewijzigd, nieuw, vindt, zorg

JAAR = ("2026-01-01", "2026-12-31")
VERVOER = pytest.mark.parametrize("code", ["08V02", "08V03", "08V04"])
DRAGERS = pytest.mark.parametrize("drager", ["07A02", "07C02", "07M02", "10B02", "10A06"])


@VERVOER
def test_fails_all_days_without_any_carrier(code):
    gevonden = de_enige("NL-203", nieuw(code, *JAAR))
    assert gevonden.explanation == (
        f"De nieuwe toewijzing ({code}, 2026-01-01 t/m 2026-12-31) heeft geen drager (segment 1A2, 2A of 2B) van "
        "2026-01-01 t/m 2026-12-31."
    )
    assert gevonden.overrulebaar
    assert gevonden.betreft == ()


@DRAGERS
@VERVOER
def test_passes_within_a_carrier_of_any_provider(code, drager):
    assert vindt("NL-203", nieuw(code, *JAAR), zorg(drager, *JAAR)) == []
    assert vindt("NL-203", nieuw(code, *JAAR), zorg(drager, "2025-01-01", aanbieder=ELDERS)) == []


@pytest.mark.parametrize("code", ["02A02", "02C02", "10B01", "10M01", "01B04", "04A01", "08V03", "07A99", None])
def test_fails_beside_what_is_no_carrier(code):
    assert "Drager is wel" not in de_enige("NL-203", nieuw("08V02", *JAAR), zorg(code, *JAAR)).explanation


def test_passes_by_carriers_that_follow_each_other_or_overlap():
    naast = [
        zorg("10B02", "2026-04-01", "2026-12-31", nummer=1),
        zorg("07A02", "2025-01-01", "2026-02-28", nummer=2),
        zorg("07C02", "2026-03-01", "2026-04-15", nummer=3),
    ]
    assert vindt("NL-203", nieuw("08V02", *JAAR), *naast) == []


def test_fails_once_and_names_the_gaps_and_what_carriers_there_are():
    naast = [
        zorg("10B02", "2026-02-01", "2026-06-29", nummer=11),
        zorg("10A06", "2026-07-01", "2026-11-30", nummer=12, aanbieder=ELDERS),
        zorg("10A06", "2025-01-01", "2025-11-30", nummer=13),
    ]
    gevonden = de_enige("NL-203", nieuw("08V02", "2026-01-01"), *naast)
    assert gevonden.explanation == (
        "De nieuwe toewijzing (08V02, vanaf 2026-01-01) heeft geen drager (segment 1A2, 2A of 2B) van 2026-01-01 t/m "
        "2026-01-31, op 2026-06-30 en vanaf 2026-12-01. Drager is wel: toewijzing 11 (10B02, 2026-02-01 t/m "
        "2026-06-29) en toewijzing 12 (10A06, 2026-07-01 t/m 2026-11-30) van aanbieder 87654321."
    )
    assert gevonden.betreft == (11, 12)


def test_fails_after_the_carrier_stopped():
    gestopt = zorg("10A06", "2025-01-01", gestopt_op=dag("2026-03-31"), nummer=None)
    gevonden = de_enige("NL-203", nieuw("08V02", *JAAR), gestopt)
    assert "(segment 1A2, 2A of 2B) van 2026-04-01 t/m 2026-12-31." in gevonden.explanation
    assert gevonden.betreft == ()


def test_passes_open_ended_beside_an_open_ended_carrier():
    assert vindt("NL-203", nieuw("08V02"), zorg("10A06")) == []


def test_fails_stretching_beyond_the_carrier_and_passes_every_other_change():
    was = zorg("08V02", *JAAR)
    langer = gewijzigd(was, replace(was, einddatum=dag("2027-03-31")))
    gevonden = de_enige("NL-203", langer, zorg("10B02", "2026-01-01", "2027-02-28", nummer=2))
    assert "van 2027-03-01 t/m 2027-03-31" in gevonden.explanation
    assert gevonden.path == "einddatum"
    assert vindt("NL-203", langer, zorg("10B02", "2027-01-01", nummer=2)) == []
    assert vindt("NL-203", gewijzigd(was, replace(was, einddatum=dag("2026-03-31")))) == []
    assert vindt("NL-203", gewijzigd(was, replace(was, volume=3))) == []
    assert vindt("NL-203", gewijzigd(was, was, verwijderd=True)) == []


def test_passes_what_is_no_vervoer():
    assert vindt("NL-203", nieuw("10A06")) == []
    assert vindt("NL-203", nieuw("08V99")) == []
    assert vindt("NL-203", nieuw(None, categorie="08")) == []
