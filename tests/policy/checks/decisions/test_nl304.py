"""NL-304: a traject is extended once."""

from tests.support.policy.decisions import ELDERS, dag, de_enige, gewijzigd, nieuw, vindt, zorg

TRAJECT = zorg("02A02", "2025-01-01", "2025-12-31", nummer=1)
EERSTE = zorg("02C02", "2026-01-01", "2026-03-31", nummer=2)
NOG_EEN = nieuw("02C02", "2026-07-01", "2026-09-30")


def test_passes_the_first_extension_of_a_traject():
    assert vindt("NL-304", nieuw("02C02", "2026-01-01", "2026-03-31"), TRAJECT) == []
    assert vindt("NL-304", nieuw("02C02", "2026-01-01", "2026-03-31"), TRAJECT, zorg("07C02", "2026-01-01")) == []


def test_passes_an_extension_of_a_new_traject():
    nieuw_traject = zorg("02A02", "2026-04-01", "2026-06-30", nummer=3, aanbieder=ELDERS)
    assert vindt("NL-304", NOG_EEN, TRAJECT, EERSTE, nieuw_traject) == []


def test_passes_an_earlier_extension_that_never_ran():
    assert vindt("NL-304", NOG_EEN, TRAJECT, zorg("02C02", "2026-01-01", gestopt_op=dag("2025-12-31"))) == []


def test_passes_stretching_the_first_also_when_there_is_a_second():
    langer = zorg("02C02", "2026-01-01", "2026-04-30", nummer=2)
    assert vindt("NL-304", gewijzigd(EERSTE, langer), TRAJECT, NOG_EEN.zorg) == []


def test_passes_stretching_one_of_two_that_begin_on_the_same_day_for_neither_is_the_second():
    langer = zorg("02C02", "2026-01-01", "2026-04-30", nummer=2)
    tegelijk = zorg("02C02", "2026-01-01", "2026-03-31", nummer=3, aanbieder=ELDERS)
    assert vindt("NL-304", gewijzigd(EERSTE, langer), TRAJECT, tegelijk) == []


def test_passes_what_is_no_extension():
    assert vindt("NL-304", nieuw("02A02", "2026-07-01", "2026-09-30"), TRAJECT, EERSTE) == []


def test_fails_a_second_extension_of_the_same_traject_at_any_provider():
    gevonden = de_enige(
        "NL-304", NOG_EEN, TRAJECT, zorg("02C02", "2026-01-01", "2026-03-31", nummer=2, aanbieder=ELDERS)
    )
    assert gevonden.explanation == (
        "De nieuwe toewijzing (02C02, 2026-07-01 t/m 2026-09-30) verlengt toewijzing 1 (02A02, 2025-01-01 t/m "
        "2025-12-31) nog een keer, naast toewijzing 2 (02C02, 2026-01-01 t/m 2026-03-31)."
    )
    assert (gevonden.betreft, gevonden.overrulebaar) == ((2, 1), True)


def test_fails_one_that_is_put_before_the_extension_there_is():
    latere = zorg("02C02", "2026-10-01", "2026-12-31", nummer=2)
    assert vindt("NL-304", NOG_EEN, TRAJECT, latere)


def test_fails_a_stopped_extension_counts_too():
    assert vindt("NL-304", NOG_EEN, TRAJECT, zorg("02C02", "2026-01-01", "2026-12-31", gestopt_op=dag("2026-02-01")))


def test_fails_two_extensions_without_a_known_traject():
    gevonden = de_enige("NL-304", NOG_EEN, EERSTE)
    assert "verlengt een traject 02A02 dat hier niet bekend is nog een keer" in gevonden.explanation
    assert gevonden.betreft == (2,)


def test_fails_stretching_the_second_and_passes_shortening_it():
    tweede = zorg("02C02", "2026-07-01", "2026-09-30", nummer=3)
    assert vindt("NL-304", gewijzigd(tweede, zorg("02C02", "2026-07-01", "2026-10-31", nummer=3)), TRAJECT, EERSTE)
    assert not vindt("NL-304", gewijzigd(tweede, zorg("02C02", "2026-07-01", "2026-08-31", nummer=3)), TRAJECT, EERSTE)
