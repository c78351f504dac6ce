"""NL-705: vervoer does not go on when its carrier stops."""

from tests.support.policy.decisions import ELDERS, dag, zorg
from tests.support.policy.reports import de_enige, stop, vindt

DRAGER = zorg("07A02", "2026-01-01", "2026-12-31", nummer=1, gestart_op=dag("2026-01-01"))
VERVOER = zorg("08V02", "2026-01-01", "2026-12-31", nummer=2, gestart_op=dag("2026-01-01"))
ANDER = zorg("10B02", "2026-05-01", "2026-08-31", nummer=3, aanbieder=ELDERS)


def test_fails_while_vervoer_goes_on():
    gevonden = de_enige("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, VERVOER)
    assert gevonden.explanation == (
        "Toewijzing 1 (07A02, 2026-01-01 t/m 2026-12-31, gestopt op 2026-03-31) stopte; toewijzing 2 (08V02, "
        "2026-01-01 t/m 2026-12-31) heeft dan geen drager van 2026-04-01 t/m 2026-12-31."
    )
    assert gevonden.betreft == (2,)
    assert gevonden.path == "/Bericht/Client/StopProducten/StopProduct/Einddatum"
    assert not gevonden.voor_aanbieder


def test_passes_when_vervoer_stops_too_in_the_same_message_or_before():
    assert vindt("NL-705", [stop(DRAGER, "2026-03-31"), stop(VERVOER, "2026-03-31")], DRAGER, VERVOER) == []
    gestopt = zorg("08V02", "2026-01-01", nummer=2, gestart_op=dag("2026-01-01"), gestopt_op=dag("2026-02-01"))
    assert vindt("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, gestopt) == []
    kort = zorg("08V02", "2026-01-01", "2026-03-31", nummer=2)
    assert vindt("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, kort) == []


def test_fails_when_vervoer_stops_later():
    gevonden = de_enige("NL-705", [stop(DRAGER, "2026-03-31"), stop(VERVOER, "2026-04-01")], DRAGER, VERVOER)
    assert gevonden.explanation.endswith("heeft dan geen drager op 2026-04-01.")


def test_days_with_another_carrier_do_not_count():
    gevonden = de_enige("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, VERVOER, ANDER)
    assert "van 2026-04-01 t/m 2026-04-30 en van 2026-09-01 t/m 2026-12-31" in gevonden.explanation
    heel = zorg("10B02", "2026-01-01", nummer=3, aanbieder=ELDERS)
    assert vindt("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, VERVOER, heel) == []


def test_vervoer_of_another_provider_is_named():
    elders = zorg("08V03", "2026-01-01", nummer=4, aanbieder=ELDERS)
    gevonden = de_enige("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, elders)
    assert f"toewijzing 4 (08V03, vanaf 2026-01-01) van aanbieder {ELDERS}" in gevonden.explanation


def test_passes_a_temporary_stop_and_a_stop_of_what_carries_nothing():
    assert vindt("NL-705", stop(DRAGER, "2026-03-31", "20"), DRAGER, VERVOER) == []
    begeleiding = zorg("02A02", "2026-01-01", "2026-12-31", nummer=5, gestart_op=dag("2026-01-01"))
    assert vindt("NL-705", stop(begeleiding, "2026-03-31"), begeleiding, VERVOER) == []


def test_passes_vervoer_that_never_ran_beside_it():
    later = zorg("08V02", "2027-01-01", "2027-12-31", nummer=2)
    assert vindt("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, later) == []


def test_fails_on_the_last_day_that_there_is():
    altijd = zorg("07A02", "2026-01-01", nummer=1, gestart_op=dag("2026-01-01"))
    open_ = zorg("08V02", "2026-01-01", nummer=2)
    assert vindt("NL-705", stop(altijd, "9999-12-31"), altijd, open_) == []
    assert de_enige("NL-705", stop(altijd, "9999-12-30"), altijd, open_).explanation.endswith("vanaf 9999-12-31.")


def test_only_days_on_which_vervoer_was_to_run_are_told():
    later = zorg("08V02", "2026-06-01", "2026-12-31", nummer=2)
    gevonden = de_enige("NL-705", stop(DRAGER, "2026-03-31"), DRAGER, later)
    assert "van 2026-06-01 t/m 2026-12-31" in gevonden.explanation


def test_one_day_in_common_is_enough_to_belong_to_the_carrier():
    eendag = zorg("08V02", "2026-12-31", "2027-03-31", nummer=2)
    assert de_enige("NL-705", stop(DRAGER, "2026-12-30"), DRAGER, eendag)
    assert de_enige("NL-705", stop(DRAGER, "2026-12-31"), DRAGER, eendag)


def test_a_temporary_and_a_final_stop_in_one_message_are_told_once():
    stops = [stop(DRAGER, "2026-02-28", "20"), stop(DRAGER, "2026-03-31")]
    assert de_enige("NL-705", stops, DRAGER, VERVOER).path.startswith("/Bericht/Client/StopProducten/StopProduct[2]")
