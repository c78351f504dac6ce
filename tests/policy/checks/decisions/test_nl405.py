"""NL-405: extra work belongs to a traject that started soon after its Ingangsdatum."""

import pytest

from tests.support.policy.decisions import care, changed, day, findings_of, new, only_finding

MEERWERK = new("10M01", "2026-09-01", "2026-10-31", decision_day=day("2026-05-01"), ground="levensgebeurtenis")


def traject(started):
    return care("10B01", "2026-01-01", "2026-08-31", nummer=1, gestart_op=started and day(started))


@pytest.mark.parametrize("started", ["2025-12-20", "2026-01-01", "2026-01-29", None])
def test_passes_a_start_within_four_weeks_or_none_at_all(started):
    assert findings_of("NL-405", MEERWERK, traject(started)) == []


def test_passes_without_a_traject_or_without_rules():
    assert findings_of("NL-405", MEERWERK) == []
    assert findings_of("NL-405", new("02C02", "2026-09-01", "2026-10-31"), traject("2026-04-01")) == []


def test_fails_a_start_after_four_weeks():
    found = only_finding("NL-405", MEERWERK, traject("2026-01-30"))
    assert found.explanation == (
        "De nieuwe toewijzing (10M01, 2026-09-01 t/m 2026-10-31) hoort bij toewijzing 1 (10B01, 2026-01-01 t/m "
        "2026-08-31), en die is pas gestart op 2026-01-30: meer dan 4 weken na de Ingangsdatum."
    )
    assert (found.other_assignments, found.overridable) == ((1,), True)


def test_fails_stretching_and_passes_removing_it():
    was = MEERWERK.care
    assert findings_of("NL-405", changed(was, care("10M01", "2026-09-01", "2026-11-30")), traject("2026-02-01"))
    assert not findings_of("NL-405", changed(was, was, verwijderd=True), traject("2026-02-01"))
