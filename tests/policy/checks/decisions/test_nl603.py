"""NL-603: a change leaves no vervoer without a carrier, and no extension or extra work without its base."""

import pytest

from tests.support.policy.decisions import ELDERS, dag, de_enige, gewijzigd, nieuw, vindt, zorg

DRAGER = zorg("10A06", "2026-01-01", "2026-12-31", nummer=1)
VERVOER = zorg("08V03", "2026-01-01", "2026-12-31", nummer=2)


def verkort(was, eind):
    return gewijzigd(was, zorg(was.code, was.ingangsdatum, eind, nummer=was.nummer, aanbieder=was.aanbieder))


def verwijderd(was):
    return gewijzigd(was, zorg(was.code, was.ingangsdatum, was.ingangsdatum, nummer=was.nummer), verwijderd=True)


def test_passes_a_new_assignment_and_changes_that_take_no_days_away():
    assert vindt("NL-603", nieuw("10A06", "2026-01-01", "2026-06-30"), VERVOER) == []
    assert vindt("NL-603", verkort(DRAGER, "2027-12-31"), VERVOER) == []
    assert vindt("NL-603", verkort(DRAGER, "2026-12-31"), VERVOER) == []


def test_passes_shortening_to_the_last_day_of_the_vervoer():
    assert vindt("NL-603", verkort(DRAGER, "2026-06-30"), zorg("08V03", "2026-01-01", "2026-06-30")) == []


def test_passes_shortening_to_the_day_of_the_final_stop():
    gestopt = zorg("10A06", "2026-01-01", "2026-12-31", gestopt_op=dag("2026-03-31"))
    korter = zorg("10A06", "2026-01-01", "2026-03-31", gestopt_op=dag("2026-03-31"))
    assert vindt("NL-603", gewijzigd(gestopt, korter), VERVOER) == []


@pytest.mark.parametrize("code", ["07A02", "07C02", "10B02"])
def test_passes_when_another_carrier_of_the_same_provider_runs(code):
    assert vindt("NL-603", verkort(DRAGER, "2026-06-30"), VERVOER, zorg(code, "2026-07-01")) == []
    assert vindt("NL-603", verwijderd(DRAGER), VERVOER, zorg(code, "2026-01-01")) == []


@pytest.mark.parametrize("code", ["01B04", "02A02", "99Z99"])
def test_passes_shortening_what_is_no_carrier(code):
    assert vindt("NL-603", verkort(zorg(code, "2026-01-01"), "2026-06-30"), VERVOER) == []


def test_fails_vervoer_without_a_carrier_on_the_days_that_go():
    gevonden = de_enige("NL-603", verkort(DRAGER, "2026-06-30"), VERVOER)
    assert gevonden.explanation == (
        "Toewijzing 1 (10A06, 2026-01-01 t/m 2026-12-31) wordt verkort t/m 2026-06-30; toewijzing 2 (08V03, 2026-01-01 "
        "t/m 2026-12-31) heeft dan geen drager van dezelfde aanbieder van 2026-07-01 t/m 2026-12-31."
    )
    assert (gevonden.path, gevonden.betreft, gevonden.overrulebaar) == ("einddatum", (2,), True)


def test_fails_on_the_days_between_other_carriers_and_of_each_vervoer():
    gevonden = vindt(
        "NL-603",
        verwijderd(DRAGER),
        VERVOER,
        zorg("08V04", "2026-12-31", None, nummer=3),
        zorg("10B02", "2026-03-01", "2026-03-31"),
        zorg("10B02", "2026-05-01", "2026-11-30", aanbieder=ELDERS),
    )
    assert [each.betreft for each in gevonden] == [(2,), (3,)]
    assert gevonden[0].path == "verwijderd"
    assert "wordt verwijderd; toewijzing 2" in gevonden[0].explanation
    assert gevonden[0].explanation.endswith(" van 2026-01-01 t/m 2026-02-28 en van 2026-04-01 t/m 2026-12-31.")
    assert gevonden[1].explanation.endswith("op 2026-12-31.")


def test_fails_vervoer_of_another_provider_only_without_any_carrier():
    elders = zorg("08V03", "2026-01-01", "2026-12-31", nummer=2, aanbieder=ELDERS)
    assert de_enige("NL-603", verkort(DRAGER, "2026-11-30"), elders).explanation.endswith(
        "heeft dan geen drager van 2026-12-01 t/m 2026-12-31."
    )
    derde = zorg("10B02", "2026-12-01", "2026-12-31", aanbieder="11111111")
    assert vindt("NL-603", verkort(DRAGER, "2026-11-30"), elders, derde) == []


TRAJECT = zorg("02A02", "2025-01-01", "2025-12-31", nummer=1)
VERLENGING = zorg("02C02", "2026-01-01", "2026-03-31", nummer=2)
TRAJECT_1B = zorg("10B01", "2026-01-01", "2026-08-31", nummer=1, gestart_op=dag("2026-01-01"))
MEERWERK = zorg("10M01", "2026-09-01", "2026-10-31", nummer=2)


@pytest.mark.parametrize(("traject", "volger"), [(TRAJECT, VERLENGING), (TRAJECT_1B, MEERWERK)], ids=["3xx", "4xx"])
def test_fails_removing_the_traject_of_an_extension_or_extra_work(traject, volger):
    gevonden = de_enige("NL-603", verwijderd(traject), volger)
    assert gevonden.explanation.endswith(f"volgt dan op geen traject {traject.code}.")
    assert (gevonden.path, gevonden.betreft) == ("verwijderd", (2,))


def test_passes_removing_a_traject_when_an_earlier_one_stays_or_nothing_rests_on_it():
    ervoor = zorg("02A02", "2024-01-01", "2024-12-31", nummer=4)
    assert vindt("NL-603", verwijderd(TRAJECT), VERLENGING, ervoor) == []
    assert vindt("NL-603", verwijderd(ervoor), VERLENGING, TRAJECT) == []
    assert vindt("NL-603", verwijderd(TRAJECT), zorg("07C02", "2026-01-01", "2026-03-31")) == []
    assert vindt("NL-603", verwijderd(TRAJECT), zorg("02C02", "2026-01-01", gestopt_op=dag("2025-12-31"))) == []
    assert vindt("NL-603", verwijderd(VERLENGING), TRAJECT) == []


def test_fails_extra_work_that_no_longer_goes_on_from_its_shortened_traject():
    open_eind = zorg("10B01", "2026-01-01", nummer=1)
    assert vindt("NL-603", verkort(open_eind, "2026-08-31"), MEERWERK) == []
    assert vindt("NL-603", verkort(open_eind, "2026-08-30"), MEERWERK)
    gevonden = de_enige("NL-603", verkort(TRAJECT_1B, "2026-08-30"), MEERWERK)
    assert gevonden.explanation.endswith("sluit dan niet meer op zijn traject aan.")


def test_passes_a_gap_before_an_extension_or_one_that_was_there_before():
    assert vindt("NL-603", verkort(TRAJECT, "2025-06-30"), VERLENGING) == []
    assert vindt("NL-603", verkort(TRAJECT_1B, "2026-08-30"), zorg("10M01", "2026-10-01", "2026-10-31")) == []
