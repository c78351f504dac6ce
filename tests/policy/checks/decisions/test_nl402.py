"""NL-402: a traject gets extra work at most as often as the policy allows."""

from tests.support.policy.decisions import care, changed, day, findings_of, new, only_finding

TRAJECT = care("10B01", "2026-01-01", "2026-08-31", nummer=1, gestart_op=day("2026-01-01"))
ALREADY = care("10M01", "2026-09-01", "2026-10-31", nummer=2)
ANOTHER = new("10M01", "2026-11-01", "2026-12-31", decision_day=day("2026-05-01"), ground="levensgebeurtenis")


def test_passes_extra_work_once():
    assert findings_of("NL-402", ANOTHER, TRAJECT) == []
    assert findings_of("NL-402", ANOTHER, TRAJECT, care("02M02", "2026-09-01", "2026-10-31")) == []


def test_passes_extra_work_on_a_new_traject():
    assert findings_of("NL-402", ANOTHER, TRAJECT, ALREADY, care("10B01", "2026-11-01", "2026-11-01")) == []


def test_passes_stretching_the_one_there_is():
    longer = care("10M01", "2026-09-01", "2026-12-31", nummer=2)
    assert findings_of("NL-402", changed(ALREADY, longer), TRAJECT) == []
    assert findings_of("NL-402", changed(ALREADY, longer), TRAJECT, ANOTHER.care) == []


def test_passes_extra_work_without_rules():
    assert (
        findings_of("NL-402", new("02M02", "2026-11-01", "2026-12-31"), care("02M02", "2026-09-01", "2026-10-31")) == []
    )


def test_fails_extra_work_a_second_time():
    found = only_finding("NL-402", ANOTHER, TRAJECT, ALREADY)
    assert found.explanation == (
        "De nieuwe toewijzing (10M01, 2026-11-01 t/m 2026-12-31) is te veel bij toewijzing 1 (10B01, 2026-01-01 t/m "
        "2026-08-31): er is al toewijzing 2 (10M01, 2026-09-01 t/m 2026-10-31), en het meeste is 1 keer."
    )
    assert (found.other_assignments, found.overridable) == ((2, 1), False)


def test_fails_a_second_time_also_when_the_first_was_stopped_or_no_traject_is_known():
    assert findings_of(
        "NL-402", ANOTHER, TRAJECT, care("10M01", "2026-09-01", "2026-10-31", gestopt_op=day("2026-09-15"))
    )
    assert only_finding("NL-402", ANOTHER, ALREADY).other_assignments == (2,)


def test_fails_stretching_the_second():
    second = care("10M01", "2026-11-01", "2026-11-30", nummer=3)
    assert findings_of("NL-402", changed(second, care("10M01", "2026-11-01", "2026-12-31", nummer=3)), TRAJECT, ALREADY)
    assert not findings_of("NL-402", changed(second, second, verwijderd=True), TRAJECT, ALREADY)
