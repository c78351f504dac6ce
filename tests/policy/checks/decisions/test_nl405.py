"""NL-405: a traject that started too late is no ground for extra work."""

import pytest

from tests.support.policy.decisions import dag, de_enige, gewijzigd, nieuw, vindt, zorg

MEERWERK = nieuw("10M01", "2026-09-01", "2026-10-31", beslisdag=dag("2026-05-01"), grond="levensgebeurtenis")


def traject(gestart):
    return zorg("10B01", "2026-01-01", "2026-08-31", nummer=1, gestart_op=gestart and dag(gestart))


@pytest.mark.parametrize("gestart", ["2025-12-20", "2026-01-01", "2026-01-29", None])
def test_passes_a_start_within_four_weeks_or_none_at_all(gestart):
    assert vindt("NL-405", MEERWERK, traject(gestart)) == []


def test_passes_without_a_traject_or_without_rules():
    assert vindt("NL-405", MEERWERK) == []
    assert vindt("NL-405", nieuw("02C02", "2026-09-01", "2026-10-31"), traject("2026-04-01")) == []


def test_fails_a_start_after_four_weeks():
    gevonden = de_enige("NL-405", MEERWERK, traject("2026-01-30"))
    assert gevonden.explanation == (
        "De nieuwe toewijzing (10M01, 2026-09-01 t/m 2026-10-31) hoort bij toewijzing 1 (10B01, 2026-01-01 t/m "
        "2026-08-31), en die is pas gestart op 2026-01-30: meer dan 4 weken na de Ingangsdatum."
    )
    assert (gevonden.betreft, gevonden.overrulebaar) == ((1,), True)


def test_fails_stretching_and_passes_removing_it():
    was = MEERWERK.zorg
    assert vindt("NL-405", gewijzigd(was, zorg("10M01", "2026-09-01", "2026-11-30")), traject("2026-02-01"))
    assert not vindt("NL-405", gewijzigd(was, was, verwijderd=True), traject("2026-02-01"))
