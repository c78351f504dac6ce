"""NL-407: what is no longer issued isn't stretched."""

import pytest

from tests.support.policy.decisions import dag, de_enige, gewijzigd, nieuw, vindt, zorg

WAS = zorg("02M02", "2023-09-01", "2024-02-29", nummer=3)
LANGER = zorg("02M02", "2023-09-01", "2024-03-01", nummer=3)
KORTER = zorg("02M02", "2023-09-01", "2024-02-28", nummer=3)


def test_passes_what_stays_or_ends_earlier_on_any_day():
    for beslisdag in (dag("2023-12-31"), dag("2024-01-01")):
        assert vindt("NL-407", gewijzigd(WAS, KORTER, beslisdag=beslisdag)) == []
        assert vindt("NL-407", gewijzigd(WAS, WAS, beslisdag=beslisdag)) == []
        assert vindt("NL-407", gewijzigd(WAS, WAS, beslisdag=beslisdag, verwijderd=True)) == []
        assert vindt("NL-407", nieuw("02M02", "2023-09-01", "2024-02-29", beslisdag=beslisdag)) == []


def test_passes_stretching_before_that_day():
    assert vindt("NL-407", gewijzigd(WAS, LANGER, beslisdag=dag("2023-12-31"))) == []


def test_passes_stretching_other_products():
    was, langer = zorg("10M01", "2026-01-01", "2026-01-31"), zorg("10M01", "2026-01-01", "2026-02-28")
    assert vindt("NL-407", gewijzigd(was, langer)) == []


@pytest.mark.parametrize("begin", ["2023-09-01", "2024-01-01"])
def test_fails_stretching_from_that_day_on_under_either_text(begin):
    was, langer = (zorg("02M02", begin, eind, nummer=3) for eind in ("2024-02-29", "2024-03-01"))
    gevonden = de_enige("NL-407", gewijzigd(was, langer, beslisdag=dag("2024-01-01")))
    assert gevonden.explanation == (
        f"Toewijzing 3 (02M02, {begin} t/m 2024-03-01) liep t/m 2024-02-29 en wordt verlengd, maar 02M02 wordt vanaf "
        "2024-01-01 niet meer toegewezen of verlengd."
    )
    assert (gevonden.path, gevonden.overrulebaar) == ("einddatum", False)


def test_fails_making_it_open_ended():
    assert vindt("NL-407", gewijzigd(WAS, zorg("02M02", "2023-09-01"), beslisdag=dag("2026-01-01")))
