"""NL-705: vervoer doesn't go on without a carrier when its carrier stops."""

from tests.support.policy.decisions import OTHER_PROVIDER, care, day
from tests.support.policy.reports import findings_of, only_finding, stop

DRAGER = care("07A02", "2026-01-01", "2026-12-31", nummer=1, gestart_op=day("2026-01-01"))
VERVOER = care("08V02", "2026-01-01", "2026-12-31", nummer=2, gestart_op=day("2026-01-01"))
OTHER = care("10B02", "2026-05-01", "2026-08-31", nummer=3, aanbieder=OTHER_PROVIDER)


def test_fails_while_vervoer_goes_on():
    found = only_finding("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, VERVOER)
    assert found.explanation == (
        "Toewijzing 1 (07A02, 2026-01-01 t/m 2026-12-31, gestopt op 2026-03-31) stopte; toewijzing 2 (08V02, "
        "2026-01-01 t/m 2026-12-31) heeft dan geen drager van 2026-04-01 t/m 2026-12-31."
    )
    assert found.other_assignments == (2,)
    assert found.path == "/Bericht/Client/StopProducten/StopProduct/Einddatum"
    assert not found.visible_to_provider


def test_passes_when_vervoer_stops_too_in_the_same_message_or_before():
    assert findings_of("NL-705", [stop(DRAGER, "2026-03-31"), stop(VERVOER, "2026-03-31")], DRAGER, VERVOER) == []
    stopped = care("08V02", "2026-01-01", nummer=2, gestart_op=day("2026-01-01"), gestopt_op=day("2026-02-01"))
    assert findings_of("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, stopped) == []
    short = care("08V02", "2026-01-01", "2026-03-31", nummer=2)
    assert findings_of("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, short) == []


def test_fails_when_vervoer_stops_later():
    found = only_finding("NL-705", [stop(DRAGER, "2026-03-31"), stop(VERVOER, "2026-04-01")], DRAGER, VERVOER)
    assert found.explanation.endswith("heeft dan geen drager op 2026-04-01.")


def test_days_with_another_carrier_do_not_count():
    found = only_finding("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, VERVOER, OTHER)
    assert "van 2026-04-01 t/m 2026-04-30 en van 2026-09-01 t/m 2026-12-31" in found.explanation
    whole = care("10B02", "2026-01-01", nummer=3, aanbieder=OTHER_PROVIDER)
    assert findings_of("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, VERVOER, whole) == []


def test_vervoer_of_another_provider_is_named():
    elsewhere = care("08V03", "2026-01-01", nummer=4, aanbieder=OTHER_PROVIDER)
    found = only_finding("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, elsewhere)
    assert f"toewijzing 4 (08V03, vanaf 2026-01-01) van aanbieder {OTHER_PROVIDER}" in found.explanation


def test_passes_a_temporary_stop_and_a_stop_of_what_carries_nothing():
    assert findings_of("NL-705", stop(DRAGER, "2026-03-31", "20"), DRAGER, VERVOER) == []
    begeleiding = care("02A02", "2026-01-01", "2026-12-31", nummer=5, gestart_op=day("2026-01-01"))
    assert findings_of("NL-705", stop(begeleiding, "2026-03-31"), begeleiding, VERVOER) == []


def test_passes_vervoer_that_never_ran_beside_it():
    later = care("08V02", "2027-01-01", "2027-12-31", nummer=2)
    assert findings_of("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, later) == []


def test_fails_on_the_last_day_that_there_is():
    always = care("07A02", "2026-01-01", nummer=1, gestart_op=day("2026-01-01"))
    open_ = care("08V02", "2026-01-01", nummer=2)
    assert findings_of("NL-705", stop(always, "9999-12-31"), always, open_) == []
    assert only_finding("NL-705", stop(always, "9999-12-30"), always, open_).explanation.endswith("vanaf 9999-12-31.")


def test_only_days_on_which_vervoer_was_to_run_are_told():
    later = care("08V02", "2026-06-01", "2026-12-31", nummer=2)
    found = only_finding("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, later)
    assert "van 2026-06-01 t/m 2026-12-31" in found.explanation


def test_one_day_in_common_is_enough_to_belong_to_the_carrier():
    one_day = care("08V02", "2026-12-31", "2027-03-31", nummer=2)
    assert only_finding("NL-705", stop(DRAGER, "2026-12-30"), DRAGER, one_day)
    assert only_finding("NL-705", stop(DRAGER, "2026-12-31"), DRAGER, one_day)


def test_a_temporary_and_a_final_stop_in_one_message_are_told_once():
    stops = [stop(DRAGER, "2026-02-28", "20"), stop(DRAGER, "2026-03-31")]
    assert only_finding("NL-705", stops, DRAGER, VERVOER).path.startswith(
        "/Bericht/Client/StopProducten/StopProduct[2]"
    )
