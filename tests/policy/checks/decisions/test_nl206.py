"""NL-206: a base and its own extension or extra work follow each other."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import ELDERS, dag, de_enige, gewijzigd, nieuw, vindt, zorg

JAAR = ("2026-01-01", "2026-12-31")
EIGEN = pytest.mark.parametrize(
    ("basis", "erbij"),
    [("02A02", "02C02"), ("02A02", "02M02"), ("07A02", "07C02"), ("07A02", "07M02"), ("10B01", "10M01")],
)


@EIGEN
def test_fails_in_both_orders_on_the_one_day_that_they_share(basis, erbij):
    een = de_enige("NL-206", nieuw(erbij, "2026-12-31", "2027-01-30"), zorg(basis, *JAAR))
    twee = de_enige("NL-206", nieuw(basis, *JAAR), zorg(erbij, "2026-12-31", "2027-01-30", nummer=7))
    assert "loopt op 2026-12-31 naast" in een.explanation
    assert "loopt op 2026-12-31 naast" in twee.explanation
    assert twee.betreft == (7,)
    assert not een.overrulebaar


@EIGEN
def test_passes_from_the_day_after_on(basis, erbij):
    assert vindt("NL-206", nieuw(erbij, "2027-01-01", "2027-01-31"), zorg(basis, *JAAR)) == []
    gestopt = zorg(basis, *JAAR, gestopt_op=dag("2026-08-31"))
    assert vindt("NL-206", nieuw(erbij, "2026-09-01", "2026-09-30"), gestopt) == []


def test_fails_also_when_another_provider_delivers_it():
    gevonden = de_enige("NL-206", nieuw("02C02", *JAAR, aanbieder=ELDERS), zorg("02A02", *JAAR))
    assert "van aanbieder 12345678. Een traject en wat erbij hoort" in gevonden.explanation


@pytest.mark.parametrize(
    ("een", "ander"),
    [("02C02", "07A02"), ("02C02", "02M02"), ("02C02", "02C02"), ("02A02", "02A02"), ("10M01", "10B02")],
)
def test_passes_what_does_not_belong_together(een, ander):
    assert vindt("NL-206", nieuw(een, *JAAR), zorg(ander, *JAAR)) == []


@pytest.mark.parametrize("onbekend", [None, "02A99"])
def test_passes_beside_what_has_no_base_and_is_none(onbekend):
    for code in ("02A02", "02C02", onbekend):
        assert vindt("NL-206", nieuw(code, *JAAR), zorg(onbekend, *JAAR)) == []
        assert vindt("NL-206", nieuw(onbekend, *JAAR), zorg(code, *JAAR)) == []


def test_fails_stretching_the_base_into_its_extension_and_passes_shortening():
    was, erna = zorg("02A02", *JAAR), zorg("02C02", "2027-01-01", "2027-03-31", nummer=2)
    langer = de_enige("NL-206", gewijzigd(was, replace(was, einddatum=dag("2027-01-31"))), erna)
    assert langer.path == "einddatum"
    over = zorg("02C02", "2026-10-01", "2027-03-31", nummer=2)
    assert vindt("NL-206", gewijzigd(was, replace(was, einddatum=dag("2026-11-30"))), over) == []
    assert vindt("NL-206", gewijzigd(was, was, verwijderd=True), over) == []


def test_fails_a_stretch_under_the_first_text_over_an_extension_that_only_the_second_knows():
    was = zorg("02A02", "2023-02-01", "2024-01-31")
    verlenging = zorg("02C02", "2024-02-01", "2024-07-31", nummer=2)
    besluit = gewijzigd(was, replace(was, einddatum=dag("2024-03-31")))
    assert de_enige("NL-206", besluit, verlenging).values["Einddatum"] == "2024-03-31"
