"""NL-402: a traject gets extra work as often as the policy allows."""

from tests.support.policy.decisions import dag, de_enige, gewijzigd, nieuw, vindt, zorg

TRAJECT = zorg("10B01", "2026-01-01", "2026-08-31", nummer=1, gestart_op=dag("2026-01-01"))
AL = zorg("10M01", "2026-09-01", "2026-10-31", nummer=2)
NOG_EEN = nieuw("10M01", "2026-11-01", "2026-12-31", beslisdag=dag("2026-05-01"), grond="levensgebeurtenis")


def test_passes_extra_work_once():
    assert vindt("NL-402", NOG_EEN, TRAJECT) == []
    assert vindt("NL-402", NOG_EEN, TRAJECT, zorg("02M02", "2026-09-01", "2026-10-31")) == []


def test_passes_extra_work_on_a_new_traject():
    assert vindt("NL-402", NOG_EEN, TRAJECT, AL, zorg("10B01", "2026-11-01", "2026-11-01")) == []


def test_passes_stretching_the_one_there_is():
    langer = zorg("10M01", "2026-09-01", "2026-12-31", nummer=2)
    assert vindt("NL-402", gewijzigd(AL, langer), TRAJECT) == []
    assert vindt("NL-402", gewijzigd(AL, langer), TRAJECT, NOG_EEN.zorg) == []


def test_passes_extra_work_without_rules():
    assert vindt("NL-402", nieuw("02M02", "2026-11-01", "2026-12-31"), zorg("02M02", "2026-09-01", "2026-10-31")) == []


def test_fails_extra_work_a_second_time():
    gevonden = de_enige("NL-402", NOG_EEN, TRAJECT, AL)
    assert gevonden.explanation == (
        "De nieuwe toewijzing (10M01, 2026-11-01 t/m 2026-12-31) is te veel bij toewijzing 1 (10B01, 2026-01-01 t/m "
        "2026-08-31): er is al toewijzing 2 (10M01, 2026-09-01 t/m 2026-10-31), en het meeste is 1 keer."
    )
    assert (gevonden.betreft, gevonden.overrulebaar) == ((2, 1), False)


def test_fails_a_second_time_also_when_the_first_was_stopped_or_no_traject_is_known():
    assert vindt("NL-402", NOG_EEN, TRAJECT, zorg("10M01", "2026-09-01", "2026-10-31", gestopt_op=dag("2026-09-15")))
    assert de_enige("NL-402", NOG_EEN, AL).betreft == (2,)


def test_fails_stretching_the_second():
    tweede = zorg("10M01", "2026-11-01", "2026-11-30", nummer=3)
    assert vindt("NL-402", gewijzigd(tweede, zorg("10M01", "2026-11-01", "2026-12-31", nummer=3)), TRAJECT, AL)
    assert not vindt("NL-402", gewijzigd(tweede, tweede, verwijderd=True), TRAJECT, AL)
