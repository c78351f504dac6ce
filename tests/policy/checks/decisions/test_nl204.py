"""NL-204: vervoer beside care that doesn't carry it is looked at, even when a carrier runs too."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import ELDERS, dag, de_enige, gewijzigd, nieuw, vindt, zorg

JAAR = ("2026-01-01", "2026-12-31")
ANDERS = pytest.mark.parametrize("code", ["01B04", "04A01"])


@ANDERS
def test_fails_in_both_orders_on_days_with_a_carrier_which_it_names(code):
    drager = zorg("10A06", *JAAR, nummer=11)
    vervoer, ander = zorg("08V02", "2026-03-01", nummer=12), zorg(code, "2025-01-01", nummer=13, aanbieder=ELDERS)
    een = de_enige("NL-204", nieuw("08V02", "2026-03-01"), drager, ander)
    twee = de_enige("NL-204", nieuw(code, "2025-01-01", aanbieder=ELDERS), drager, vervoer)
    for gevonden, betreft in ((een, (13,)), (twee, (12,))):
        assert gevonden.severity == "signaal"
        assert "loopt van 2026-03-01 t/m 2026-12-31 naast" in gevonden.explanation
        assert gevonden.explanation.endswith("Er is wel een drager: toewijzing 11 (10A06, 2026-01-01 t/m 2026-12-31).")
        assert gevonden.betreft == betreft


@ANDERS
def test_fails_for_each_range_of_days_with_a_carrier(code):
    naast = [
        zorg(code, *JAAR, nummer=1),
        zorg("10B02", "2026-02-01", "2026-02-28", nummer=2),
        zorg("10A06", "2026-03-01", "2026-03-31", nummer=3),
        zorg("07A02", "2026-05-01", "2026-05-31", nummer=4),
    ]
    gevonden = vindt("NL-204", nieuw("08V02", *JAAR), *naast)
    assert [(each.values["Begindatum"], each.values["Einddatum"]) for each in gevonden] == [
        ("2026-02-01", "2026-03-31"),
        ("2026-05-01", "2026-05-31"),
    ]
    assert "een drager: toewijzing 2 (" in gevonden[0].explanation
    assert " en toewijzing 3 (" in gevonden[0].explanation
    assert "een drager: toewijzing 4 (" in gevonden[1].explanation


@ANDERS
def test_passes_on_days_without_a_carrier_of_which_others_speak(code):
    assert vindt("NL-204", nieuw("08V02"), zorg(code)) == []
    assert vindt("NL-204", nieuw(code), zorg("08V02")) == []


def test_passes_a_carrier_and_vervoer_alone():
    assert vindt("NL-204", nieuw("08V02"), zorg("10A06")) == []
    assert vindt("NL-204", nieuw("01B04"), zorg("10A06")) == []


def test_passes_what_ran_together_before_the_change():
    was = zorg("08V02", *JAAR)
    naast = [zorg("10A06", nummer=2), zorg("01B04", nummer=3)]
    assert vindt("NL-204", gewijzigd(was, replace(was, einddatum=dag("2026-06-30"))), *naast) == []
    langer = de_enige("NL-204", gewijzigd(was, replace(was, einddatum=None)), *naast)
    assert langer.values["Begindatum"] == "2027-01-01"


def test_fails_with_a_signal_1a1_beside_vervoer_that_1a2_carries():
    naast = [zorg("02A02", *JAAR, nummer=1), zorg("07A02", *JAAR, nummer=2)]
    gevonden = de_enige("NL-204", nieuw("08V02", *JAAR), *naast)
    assert gevonden.severity == "signaal"
    assert gevonden.explanation.endswith("Er is wel een drager: toewijzing 2 (07A02, 2026-01-01 t/m 2026-12-31).")
