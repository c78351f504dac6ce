"""NL-407: an assignment is stretched only while its product is still issued."""

import pytest

from tests.support.policy.decisions import care, changed, day, findings_of, new, only_finding

WAS = care("02M02", "2023-09-01", "2024-02-29", nummer=3)
LONGER = care("02M02", "2023-09-01", "2024-03-01", nummer=3)
SHORTER = care("02M02", "2023-09-01", "2024-02-28", nummer=3)


def test_passes_what_stays_or_ends_earlier_on_any_day():
    for decision_day in (day("2023-12-31"), day("2024-01-01")):
        assert findings_of("NL-407", changed(WAS, SHORTER, decision_day=decision_day)) == []
        assert findings_of("NL-407", changed(WAS, WAS, decision_day=decision_day)) == []
        assert findings_of("NL-407", changed(WAS, WAS, decision_day=decision_day, verwijderd=True)) == []
        assert findings_of("NL-407", new("02M02", "2023-09-01", "2024-02-29", decision_day=decision_day)) == []


def test_passes_stretching_before_that_day():
    assert findings_of("NL-407", changed(WAS, LONGER, decision_day=day("2023-12-31"))) == []


def test_passes_stretching_other_products():
    was, longer = care("10M01", "2026-01-01", "2026-01-31"), care("10M01", "2026-01-01", "2026-02-28")
    assert findings_of("NL-407", changed(was, longer)) == []


@pytest.mark.parametrize("begin", ["2023-09-01", "2024-01-01"])
def test_fails_stretching_from_that_day_on_under_either_text(begin):
    was, longer = (care("02M02", begin, end, nummer=3) for end in ("2024-02-29", "2024-03-01"))
    found = only_finding("NL-407", changed(was, longer, decision_day=day("2024-01-01")))
    assert found.explanation == (
        f"Toewijzing 3 (02M02, {begin} t/m 2024-03-01) liep t/m 2024-02-29 en wordt verlengd, maar 02M02 wordt vanaf "
        "2024-01-01 niet meer toegewezen of verlengd."
    )
    assert (found.path, found.overridable) == ("einddatum", False)


def test_fails_making_it_open_ended():
    assert findings_of("NL-407", changed(WAS, care("02M02", "2023-09-01"), decision_day=day("2026-01-01")))
