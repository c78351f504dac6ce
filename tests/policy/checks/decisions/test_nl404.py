"""NL-404: extra work is asked for in time after the traject started."""

import pytest

from tests.support.policy.decisions import dag, de_enige, gewijzigd, nieuw, vindt, zorg


def traject(gestart, **anders):
    return zorg("10B01", "2025-08-01", "2026-06-30", nummer=1, gestart_op=gestart and dag(gestart), **anders)


def meerwerk(beslisdag):
    return nieuw("10M01", "2026-07-01", "2026-08-31", beslisdag=dag(beslisdag), grond="levensgebeurtenis")


@pytest.mark.parametrize(
    ("gestart", "laatste"),
    [
        ("2025-08-15", "2026-01-15"),
        ("2025-09-30", "2026-02-28"),
        ("2025-08-31", "2026-01-31"),
        ("2025-12-31", "2026-05-31"),
    ],
)
def test_passes_up_to_the_last_day_of_five_months_and_fails_the_day_after(gestart, laatste):
    assert vindt("NL-404", meerwerk(laatste), traject(gestart)) == []
    erna = dag(laatste).fromordinal(dag(laatste).toordinal() + 1)
    gevonden = de_enige("NL-404", meerwerk(erna), traject(gestart))
    assert gevonden.explanation == (
        "De nieuwe toewijzing (10M01, 2026-07-01 t/m 2026-08-31) komt te laat: toewijzing 1 (10B01, 2025-08-01 t/m "
        f"2026-06-30) is gestart op {gestart} en meerwerk kan tot 5 maanden daarna, dus uiterlijk {laatste}; het "
        f"besluit is van {erna}."
    )
    assert (gevonden.betreft, gevonden.overrulebaar) == ((1,), True)


def test_fails_stretching_too_late():
    was = zorg("10M01", "2026-07-01", "2026-07-31")
    langer = zorg("10M01", "2026-07-01", "2026-08-31")
    assert vindt("NL-404", gewijzigd(was, langer, beslisdag=dag("2026-07-15")), traject("2025-08-15"))
    assert not vindt("NL-404", gewijzigd(langer, was, beslisdag=dag("2026-07-15")), traject("2025-08-15"))


def test_passes_without_a_started_traject_for_that_is_another_check():
    assert vindt("NL-404", meerwerk("2026-06-01")) == []
    assert vindt("NL-404", meerwerk("2026-06-01"), traject(None)) == []


def test_passes_extra_work_without_rules():
    assert (
        vindt("NL-404", nieuw("02M02", "2026-07-01", "2026-07-31"), zorg("02A02", gestart_op=dag("2020-01-01"))) == []
    )
