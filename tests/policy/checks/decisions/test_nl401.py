"""NL-401: extra work belongs to a traject that was reported as started, and leaves no gap after it."""

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding


def traject(begin="2026-01-01", end="2026-08-31", started="2026-01-05", **changes):
    return care("10B01", begin, end, **{"nummer": 1, "gestart_op": started and day(started), **changes})


def meerwerk(begin="2026-09-01", end="2026-10-31", decision_day="2026-05-01", code="10M01"):
    return new(code, begin, end, decision_day=day(decision_day), ground="levensgebeurtenis")


def test_passes_extra_work_on_a_started_traject_of_any_provider():
    assert findings_of("NL-401", meerwerk(), traject()) == []
    assert findings_of("NL-401", meerwerk(), traject(aanbieder=OTHER_PROVIDER)) == []
    assert findings_of("NL-401", meerwerk(decision_day="2026-01-05"), traject()) == []


def test_passes_a_late_decision_on_extra_work_that_goes_on_without_a_gap():
    assert findings_of("NL-401", meerwerk(decision_day="2026-09-03"), traject()) == []
    assert findings_of("NL-401", meerwerk(decision_day="2026-11-01"), traject(end="2026-09-30")) == []


@pytest.mark.parametrize("begin", ["2026-09-02", "2027-09-01"])
def test_fails_a_gap_after_the_traject_also_when_that_still_ran_when_it_was_decided(begin):
    found = only_finding("NL-401", meerwerk(begin, "2027-12-31", "2026-05-01"), traject())
    assert found.explanation.endswith(
        "maar toewijzing 1 (10B01, 2026-01-01 t/m 2026-08-31) eindigt op 2026-08-31 en het meerwerk sluit er niet op "
        "aan: het kan beginnen op 2026-09-01."
    )


@pytest.mark.parametrize("code", ["02M02", "02C02", "10B01", "99Z99", None])
def test_passes_what_has_no_rules_for_extra_work(code):
    assert findings_of("NL-401", meerwerk(code=code)) == []


@pytest.mark.parametrize(
    ("beside", "why"),
    [
        ([], "maar de cliënt heeft er op 2026-09-01 geen."),
        ([care("02A02", "2026-01-01")], "maar de cliënt heeft er op 2026-09-01 geen."),
        ([traject("2026-09-02")], "maar de cliënt heeft er op 2026-09-01 geen."),
        (
            [traject(started=None)],
            "maar van toewijzing 1 (10B01, 2026-01-01 t/m 2026-08-31) is geen start gemeld.",
        ),
        (
            [traject(started="2026-05-02")],
            "maar toewijzing 1 (10B01, 2026-01-01 t/m 2026-08-31) start pas op 2026-05-02, na de beslisdag 2026-05-01.",
        ),
        (
            [traject(end="2026-04-30")],
            (
                "maar toewijzing 1 (10B01, 2026-01-01 t/m 2026-04-30) eindigt op 2026-04-30 en het meerwerk sluit er "
                "niet op aan: het kan beginnen op 2026-05-01."
            ),
        ),
        (
            [traject("2025-01-01", "2025-08-31", "2025-01-05"), traject(started=None, nummer=2)],
            "maar van toewijzing 2 (10B01, 2026-01-01 t/m 2026-08-31) is geen start gemeld.",
        ),
    ],
    ids=["nothing", "other product", "begins later", "not started", "starts later", "over", "new one not started"],
)
def test_fails_without_a_traject_that_started_and_still_is(beside, why):
    found = only_finding("NL-401", meerwerk(), *beside)
    assert found.explanation == (
        f"De nieuwe toewijzing (10M01, 2026-09-01 t/m 2026-10-31) hoort bij een gestart traject 10B01, {why}"
    )
    assert (found.path, found.overridable) == ("product/code", False)


def test_fails_after_an_early_stop_that_leaves_a_gap():
    assert findings_of("NL-401", meerwerk(), traject(gestopt_op=day("2026-03-01")))


def test_fails_stretching_and_passes_shortening_without_a_traject():
    was = meerwerk().care
    assert findings_of("NL-401", changed(was, care("10M01", "2026-09-01", "2026-11-30")))
    assert findings_of("NL-401", changed(was, care("10M01", "2026-09-01", "2026-09-30"))) == []


def test_fails_and_names_no_day_to_begin_on_when_no_more_extra_work_may_come():
    basis = care("10B01", "2026-01-01", "2026-06-30", nummer=1, gestart_op=day("2026-01-01"))
    earlier = care("10M01", "2026-07-01", "2026-07-31", nummer=2)
    again = new("10M01", "2026-09-01", "2026-09-30", decision_day=day("2026-05-01"))
    assert "het kan beginnen op 2026-07-01" in only_finding("NL-401", again, basis).explanation
    assert "het kan beginnen op" not in only_finding("NL-401", again, basis, earlier).explanation
