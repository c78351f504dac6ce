"""NL-602: an assignment whose last day has passed isn't stretched."""

from tests.support.policy.decisions import dag, de_enige, gewijzigd, nieuw, vindt, zorg

WAS = zorg("10B02", "2026-01-01", "2026-06-30", nummer=9)
LANGER = zorg("10B02", "2026-01-01", "2026-12-31", nummer=9)


def test_passes_stretching_up_to_the_last_day():
    assert vindt("NL-602", gewijzigd(WAS, LANGER, beslisdag=dag("2026-06-30"))) == []


def test_passes_other_changes_afterwards():
    later = dag("2026-09-01")
    assert vindt("NL-602", gewijzigd(LANGER, WAS, beslisdag=later)) == []
    assert vindt("NL-602", gewijzigd(WAS, zorg("10B02", "2026-01-01", "2026-06-30", budget=4), beslisdag=later)) == []
    assert vindt("NL-602", gewijzigd(WAS, WAS, beslisdag=later, verwijderd=True)) == []
    assert vindt("NL-602", gewijzigd(zorg("10B02", "2026-01-01"), LANGER, beslisdag=later)) == []
    assert vindt("NL-602", nieuw("10B02", "2026-01-01", "2026-06-30", beslisdag=later)) == []


def test_fails_stretching_the_day_after():
    gevonden = de_enige("NL-602", gewijzigd(WAS, LANGER, beslisdag=dag("2026-07-01")))
    assert gevonden.explanation == (
        "Toewijzing 9 (10B02, 2026-01-01 t/m 2026-06-30) was op de beslisdag 2026-07-01 al voorbij en kan niet worden "
        "verlengd. Er is een nieuwe toewijzing nodig vanaf 2026-07-01."
    )
    assert (gevonden.path, gevonden.overrulebaar) == ("einddatum", True)


def test_fails_making_it_open_ended_afterwards():
    assert vindt("NL-602", gewijzigd(WAS, zorg("10B02", "2026-01-01", nummer=9), beslisdag=dag("2026-09-01")))
