"""NL-602: an assignment is stretched before its Einddatum has passed."""

from dataclasses import replace

from tests.support.policy.decisions import care, changed, day, findings_of, new, only_finding

WAS = care("10B02", "2026-01-01", "2026-06-30", nummer=9)
LONGER = care("10B02", "2026-01-01", "2026-12-31", nummer=9)


def test_passes_stretching_up_to_the_last_day():
    assert findings_of("NL-602", changed(WAS, LONGER, decision_day=day("2026-06-30"))) == []


def test_passes_other_changes_afterwards():
    later = day("2026-09-01")
    assert findings_of("NL-602", changed(LONGER, WAS, decision_day=later)) == []
    assert (
        findings_of("NL-602", changed(WAS, care("10B02", "2026-01-01", "2026-06-30", budget=4), decision_day=later))
        == []
    )
    assert findings_of("NL-602", changed(WAS, WAS, decision_day=later, verwijderd=True)) == []
    assert findings_of("NL-602", changed(care("10B02", "2026-01-01"), LONGER, decision_day=later)) == []
    assert findings_of("NL-602", new("10B02", "2026-01-01", "2026-06-30", decision_day=later)) == []


def test_fails_stretching_the_day_after():
    found = only_finding("NL-602", changed(WAS, LONGER, decision_day=day("2026-07-01")))
    assert found.explanation == (
        "Toewijzing 9 (10B02, 2026-01-01 t/m 2026-06-30) was op de beslisdag 2026-07-01 al voorbij en kan niet worden "
        "verlengd. Er is een nieuwe toewijzing nodig vanaf 2026-07-01."
    )
    assert (found.path, found.overridable) == ("einddatum", True)


def test_fails_making_it_open_ended_afterwards():
    assert findings_of("NL-602", changed(WAS, care("10B02", "2026-01-01", nummer=9), decision_day=day("2026-09-01")))


def test_passes_what_is_issued_no_more_for_nl407_says_that():
    was = care("02M02", "2023-10-01", "2024-03-31", nummer=3)
    longer = changed(was, replace(was, einddatum=day("2024-06-30")), decision_day=day("2024-05-01"))
    assert findings_of("NL-602", longer) == []
    assert findings_of("NL-407", longer)
