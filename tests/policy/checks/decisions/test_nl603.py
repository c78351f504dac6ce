"""NL-603: a change leaves no vervoer without a carrier, and no extension or extra work without its base."""

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding

DRAGER = care("10A06", "2026-01-01", "2026-12-31", nummer=1)
VERVOER = care("08V03", "2026-01-01", "2026-12-31", nummer=2)


def shortened(was, end):
    return changed(was, care(was.code, was.ingangsdatum, end, nummer=was.nummer, aanbieder=was.aanbieder))


def removed(was):
    return changed(was, care(was.code, was.ingangsdatum, was.ingangsdatum, nummer=was.nummer), verwijderd=True)


def test_passes_a_new_assignment_and_changes_that_take_no_days_away():
    assert findings_of("NL-603", new("10A06", "2026-01-01", "2026-06-30"), VERVOER) == []
    assert findings_of("NL-603", shortened(DRAGER, "2027-12-31"), VERVOER) == []
    assert findings_of("NL-603", shortened(DRAGER, "2026-12-31"), VERVOER) == []


def test_passes_shortening_to_the_last_day_of_the_vervoer():
    assert findings_of("NL-603", shortened(DRAGER, "2026-06-30"), care("08V03", "2026-01-01", "2026-06-30")) == []


def test_passes_shortening_to_the_day_of_the_final_stop():
    stopped = care("10A06", "2026-01-01", "2026-12-31", gestopt_op=day("2026-03-31"))
    shorter = care("10A06", "2026-01-01", "2026-03-31", gestopt_op=day("2026-03-31"))
    assert findings_of("NL-603", changed(stopped, shorter), VERVOER) == []


@pytest.mark.parametrize("code", ["07A02", "07C02", "10B02"])
def test_passes_when_another_carrier_of_the_same_provider_runs(code):
    assert findings_of("NL-603", shortened(DRAGER, "2026-06-30"), VERVOER, care(code, "2026-07-01")) == []
    assert findings_of("NL-603", removed(DRAGER), VERVOER, care(code, "2026-01-01")) == []


@pytest.mark.parametrize("code", ["01B04", "02A02", "99Z99"])
def test_passes_shortening_what_is_no_carrier(code):
    assert findings_of("NL-603", shortened(care(code, "2026-01-01"), "2026-06-30"), VERVOER) == []


def test_fails_vervoer_without_a_carrier_on_the_days_that_go():
    found = only_finding("NL-603", shortened(DRAGER, "2026-06-30"), VERVOER)
    assert found.explanation == (
        "Toewijzing 1 (10A06, 2026-01-01 t/m 2026-12-31) wordt verkort t/m 2026-06-30; toewijzing 2 (08V03, 2026-01-01 "
        "t/m 2026-12-31) heeft dan geen drager van dezelfde aanbieder van 2026-07-01 t/m 2026-12-31."
    )
    assert (found.path, found.other_assignments, found.overridable) == ("einddatum", (2,), True)


def test_fails_on_the_days_between_other_carriers_and_of_each_vervoer():
    found = findings_of(
        "NL-603",
        removed(DRAGER),
        VERVOER,
        care("08V04", "2026-12-31", None, nummer=3),
        care("10B02", "2026-03-01", "2026-03-31"),
        care("10B02", "2026-05-01", "2026-11-30", aanbieder=OTHER_PROVIDER),
    )
    assert [each.other_assignments for each in found] == [(2,), (3,)]
    assert found[0].path == "verwijderd"
    assert "wordt verwijderd; toewijzing 2" in found[0].explanation
    assert found[0].explanation.endswith(" van 2026-01-01 t/m 2026-02-28 en van 2026-04-01 t/m 2026-12-31.")
    assert found[1].explanation.endswith("op 2026-12-31.")


def test_fails_vervoer_of_another_provider_only_without_any_carrier():
    elsewhere = care("08V03", "2026-01-01", "2026-12-31", nummer=2, aanbieder=OTHER_PROVIDER)
    assert only_finding("NL-603", shortened(DRAGER, "2026-11-30"), elsewhere).explanation.endswith(
        "heeft dan geen drager van 2026-12-01 t/m 2026-12-31."
    )
    third = care("10B02", "2026-12-01", "2026-12-31", aanbieder="11111111")
    assert findings_of("NL-603", shortened(DRAGER, "2026-11-30"), elsewhere, third) == []


TRAJECT = care("02A02", "2025-01-01", "2025-12-31", nummer=1)
VERLENGING = care("02C02", "2026-01-01", "2026-03-31", nummer=2)
TRAJECT_1B = care("10B01", "2026-01-01", "2026-08-31", nummer=1, gestart_op=day("2026-01-01"))
MEERWERK = care("10M01", "2026-09-01", "2026-10-31", nummer=2)


@pytest.mark.parametrize(("traject", "follower"), [(TRAJECT, VERLENGING), (TRAJECT_1B, MEERWERK)], ids=["3xx", "4xx"])
def test_fails_removing_the_traject_of_an_extension_or_extra_work(traject, follower):
    found = only_finding("NL-603", removed(traject), follower)
    assert found.explanation.endswith(f"volgt dan op geen traject {traject.code}.")
    assert (found.path, found.other_assignments) == ("verwijderd", (2,))


def test_passes_removing_a_traject_when_an_earlier_one_stays_or_nothing_rests_on_it():
    before = care("02A02", "2024-01-01", "2024-12-31", nummer=4)
    assert findings_of("NL-603", removed(TRAJECT), VERLENGING, before) == []
    assert findings_of("NL-603", removed(before), VERLENGING, TRAJECT) == []
    assert findings_of("NL-603", removed(TRAJECT), care("07C02", "2026-01-01", "2026-03-31")) == []
    assert findings_of("NL-603", removed(TRAJECT), care("02C02", "2026-01-01", gestopt_op=day("2025-12-31"))) == []
    assert findings_of("NL-603", removed(VERLENGING), TRAJECT) == []


def test_fails_extra_work_that_no_longer_goes_on_from_its_shortened_traject():
    open_end = care("10B01", "2026-01-01", nummer=1)
    assert findings_of("NL-603", shortened(open_end, "2026-08-31"), MEERWERK) == []
    assert findings_of("NL-603", shortened(open_end, "2026-08-30"), MEERWERK)
    found = only_finding("NL-603", shortened(TRAJECT_1B, "2026-08-30"), MEERWERK)
    assert found.explanation.endswith("sluit dan niet meer op zijn traject aan.")


def test_passes_a_gap_before_an_extension_or_one_that_was_there_before():
    assert findings_of("NL-603", shortened(TRAJECT, "2025-06-30"), VERLENGING) == []
    assert findings_of("NL-603", shortened(TRAJECT_1B, "2026-08-30"), care("10M01", "2026-10-01", "2026-10-31")) == []
