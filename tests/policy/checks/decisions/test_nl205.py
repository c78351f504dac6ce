"""NL-205: vervoer is delivered by the provider of its carrier."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import ELDERS, dag, de_enige, gewijzigd, nieuw, vindt, zorg

JAAR = ("2026-01-01", "2026-12-31")
DRAGERS = pytest.mark.parametrize("drager", ["07A02", "07C02", "10B02", "10A06"])


@DRAGERS
def test_passes_the_provider_of_the_carrier(drager):
    assert vindt("NL-205", nieuw("08V02", *JAAR), zorg(drager, *JAAR)) == []
    assert vindt("NL-205", nieuw(drager, *JAAR), zorg("08V02", *JAAR)) == []


@DRAGERS
def test_fails_another_provider_and_names_the_carrier(drager):
    gevonden = de_enige("NL-205", nieuw("08V02", *JAAR), zorg(drager, "2026-02-01", aanbieder=ELDERS, nummer=9))
    assert gevonden.explanation == (
        "De nieuwe toewijzing (08V02, 2026-01-01 t/m 2026-12-31) is van aanbieder 12345678, die van 2026-02-01 t/m "
        f"2026-12-31 geen drager levert. Drager is dan: toewijzing 9 ({drager}, vanaf 2026-02-01) van aanbieder "
        "87654321."
    )
    assert gevonden.betreft == (9,)
    assert gevonden.overrulebaar


def test_passes_when_one_of_two_carriers_is_of_the_provider():
    naast = [zorg("10A06", nummer=1), zorg("07A02", nummer=2, aanbieder=ELDERS)]
    assert vindt("NL-205", nieuw("08V02", *JAAR), *naast) == []
    assert vindt("NL-205", nieuw("08V02", *JAAR, aanbieder=ELDERS), *naast) == []
    assert de_enige("NL-205", nieuw("08V02", *JAAR, aanbieder="11111111"), *naast).betreft == (1, 2)


def test_fails_for_each_range_of_days_on_which_only_others_carry():
    naast = [
        zorg("10A06", "2026-01-01", "2026-09-30", aanbieder=ELDERS, nummer=1),
        zorg("10A06", "2026-03-01", "2026-03-31", nummer=2),
        zorg("10B02", "2026-09-01", "2026-09-30", aanbieder="11111111", nummer=None),
    ]
    gevonden = vindt("NL-205", nieuw("08V02", *JAAR), *naast)
    assert ["van 2026-01-01 t/m 2026-02-28" in gevonden[0].explanation, len(gevonden)] == [True, 2]
    assert "van 2026-04-01 t/m 2026-09-30" in gevonden[1].explanation
    assert " en toewijzing" not in gevonden[0].explanation
    assert " en de nieuwe toewijzing (10B02, " in gevonden[1].explanation
    assert gevonden[1].betreft == (1,)


def test_passes_days_without_any_carrier_which_are_nl203():
    assert vindt("NL-205", nieuw("08V02", *JAAR)) == []
    assert vindt("NL-205", nieuw("08V02", *JAAR), zorg("01B04", aanbieder=ELDERS)) == []


def test_fails_a_carrier_that_would_be_the_only_one_of_the_vervoer_of_another_provider():
    vervoer = zorg("08V02", *JAAR, nummer=5)
    eigen = zorg("10A06", "2025-01-01", gestopt_op=dag("2026-06-30"), nummer=6)
    gevonden = de_enige("NL-205", nieuw("10A06", "2026-06-01", aanbieder=ELDERS), vervoer, eigen)
    assert gevonden.betreft == (5,)
    assert gevonden.explanation == (
        "De nieuwe toewijzing (10A06, vanaf 2026-06-01) loopt van 2026-07-01 t/m 2026-12-31 naast toewijzing 5 "
        "(08V02, 2026-01-01 t/m 2026-12-31) van aanbieder 12345678. Dat vervoer heeft dan alleen een drager van een "
        "andere aanbieder (87654321)."
    )


def test_passes_a_carrier_of_another_provider_beside_one_that_carries_already():
    vervoer = zorg("08V02", *JAAR, nummer=5)
    assert vindt("NL-205", nieuw("07A02", aanbieder=ELDERS), vervoer, zorg("07A02", *JAAR, nummer=6)) == []
    vreemd = zorg("10A06", *JAAR, nummer=6, aanbieder="11111111")
    assert vindt("NL-205", nieuw("10A06", aanbieder=ELDERS), vervoer, vreemd) == []


def test_passes_a_carrier_beside_other_care_of_another_provider():
    assert vindt("NL-205", nieuw("10A06", aanbieder=ELDERS), zorg("01B04"), zorg("04A01"), zorg("10A06")) == []


def test_passes_what_is_neither_vervoer_nor_carrier():
    assert vindt("NL-205", nieuw("01B04", aanbieder=ELDERS), zorg("08V02")) == []
    assert vindt("NL-205", nieuw(None), zorg("10A06", aanbieder=ELDERS)) == []


def test_fails_stretching_on_the_added_days_and_passes_every_other_change():
    was = zorg("08V02", *JAAR)
    ernaast = zorg("10A06", aanbieder=ELDERS, nummer=2)
    langer = de_enige("NL-205", gewijzigd(was, replace(was, einddatum=dag("2027-01-31"))), ernaast)
    assert "die van 2027-01-01 t/m 2027-01-31 geen drager" in langer.explanation
    assert langer.path == "einddatum"
    assert vindt("NL-205", gewijzigd(was, replace(was, einddatum=dag("2026-01-31"))), ernaast) == []
    assert vindt("NL-205", gewijzigd(was, replace(was, volume=5)), ernaast) == []
    assert vindt("NL-205", gewijzigd(was, was, verwijderd=True), ernaast) == []
