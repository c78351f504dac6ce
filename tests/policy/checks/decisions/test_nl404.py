"""NL-404: extra work is decided on within some months after the traject started."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import care, changed, day, findings_of, new, only_finding


def traject(started, **changes):
    return care("10B01", "2025-08-01", "2026-06-30", nummer=1, gestart_op=started and day(started), **changes)


def meerwerk(decision_day):
    return new("10M01", "2026-07-01", "2026-08-31", decision_day=day(decision_day), ground="levensgebeurtenis")


@pytest.mark.parametrize(
    ("started", "last"),
    [
        ("2025-08-15", "2026-01-15"),
        ("2025-09-30", "2026-02-28"),
        ("2025-08-31", "2026-01-31"),
        ("2025-12-31", "2026-05-31"),
    ],
)
def test_passes_up_to_the_last_day_of_five_months_and_fails_the_day_after(started, last):
    assert findings_of("NL-404", meerwerk(last), traject(started)) == []
    after = day(last).fromordinal(day(last).toordinal() + 1)
    found = only_finding("NL-404", meerwerk(after), traject(started))
    assert found.explanation == (
        "De nieuwe toewijzing (10M01, 2026-07-01 t/m 2026-08-31) komt te laat: toewijzing 1 (10B01, 2025-08-01 t/m "
        f"2026-06-30) is gestart op {started} en meerwerk kan tot 5 maanden daarna, dus uiterlijk {last}; het "
        f"besluit is van {after}."
    )
    assert (found.other_assignments, found.overridable) == ((1,), True)


def test_fails_by_the_day_of_the_request_when_the_decision_names_it():
    late = meerwerk("2026-03-01")
    assert findings_of("NL-404", replace(late, requested_on=day("2026-01-15")), traject("2025-08-15")) == []
    found = only_finding("NL-404", replace(late, requested_on=day("2026-01-16")), traject("2025-08-15"))
    assert found.explanation.endswith("dus uiterlijk 2026-01-15; het is gevraagd op 2026-01-16.")
    assert found.values == {"Aanvraag": "2026-01-16", "Uiterlijk": "2026-01-15"}


def test_fails_stretching_too_late():
    was = care("10M01", "2026-07-01", "2026-07-31")
    longer = care("10M01", "2026-07-01", "2026-08-31")
    assert findings_of("NL-404", changed(was, longer, decision_day=day("2026-07-15")), traject("2025-08-15"))
    assert not findings_of("NL-404", changed(longer, was, decision_day=day("2026-07-15")), traject("2025-08-15"))


def test_passes_without_a_started_traject_for_that_is_another_check():
    assert findings_of("NL-404", meerwerk("2026-06-01")) == []
    assert findings_of("NL-404", meerwerk("2026-06-01"), traject(None)) == []


def test_passes_extra_work_without_rules():
    assert (
        findings_of("NL-404", new("02M02", "2026-07-01", "2026-07-31"), care("02A02", gestart_op=day("2020-01-01")))
        == []
    )
