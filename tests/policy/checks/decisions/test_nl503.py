"""NL-503: an assignment has an Einddatum where the standard or the policy requires one."""

import pytest

from tests.support.policy.decisions import care, changed, findings_of, new, only_finding, policy


@pytest.mark.parametrize("changes", [{"budget": 100}, {"frequentie": "2", "volume": 3, "eenheid": "01"}, {}])
@pytest.mark.parametrize("code", ["10B01", "02M02", "10A06", "99Z99", None])
def test_passes_with_a_last_day(code, changes):
    assert findings_of("NL-503", new(code, "2026-01-01", "2026-01-01", **changes)) == []


@pytest.mark.parametrize("changes", [{}, {"frequentie": "4"}, {"frequentie": "6", "volume": 2}])
@pytest.mark.parametrize("code", ["10A06", "02A02", "99Z99", None])
def test_passes_an_open_end_where_nothing_wants_a_last_day(code, changes):
    assert findings_of("NL-503", new(code, "2026-01-01", **changes)) == []


@pytest.mark.parametrize("code", ["02C02", "10M01"])
def test_passes_whole_months_without_last_day_for_another_check_says_so(code):
    assert findings_of("NL-503", new(code, "2026-01-01")) == []


@pytest.mark.parametrize(
    ("code", "changes", "why"),
    [
        ("10A06", {"budget": 0}, "er is een Budget (CD075)."),
        (None, {"frequentie": "2"}, "de Frequentie is 2, per week (CD076)."),
        ("10B01", {}, "het beleid verplicht hem bij dit product."),
        ("02C02", {"budget": 5}, "er is een Budget (CD075)."),
        (
            "10A06",
            {"budget": 5, "frequentie": "2"},
            "er is een Budget (CD075) en de Frequentie is 2, per week (CD076).",
        ),
        (
            "10B01",
            {"frequentie": "2"},
            "de Frequentie is 2, per week (CD076) en het beleid verplicht hem bij dit product.",
        ),
    ],
)
def test_fails_without_the_last_day_that_is_wanted(code, changes, why):
    found = only_finding("NL-503", new(code, "2026-01-01", **changes))
    assert "heeft geen Einddatum, maar " in found.explanation
    assert found.explanation.endswith(why)
    assert (found.path, found.overridable) == ("einddatum", False)


def test_fails_naming_the_text_behind_each_reason():
    here = only_finding("NL-503", new("10B01", "2026-01-01"))
    assert here.source == policy().producten["10B01"].bron
    national = only_finding("NL-503", new("10A06", "2026-01-01", budget=5, frequentie="2"))
    assert national.source == "iWmo 3.2, CD075; iWmo 3.2, CD076"


def test_fails_a_change_that_takes_the_last_day_away_or_brings_in_a_budget():
    policy_with, subtract = care("10B01", "2026-01-01", "2026-08-31"), care("10B01", "2026-01-01")
    assert findings_of("NL-503", changed(policy_with, subtract))
    found = only_finding("NL-503", changed(subtract, care("10B01", "2026-01-01", budget=5)))
    assert found.explanation.endswith("maar er is een Budget (CD075).")


def test_passes_a_change_of_what_had_no_last_day_before():
    was, more = care("10B01", "2026-01-01", budget=5), care("10B01", "2026-01-01", budget=6)
    assert findings_of("NL-503", changed(was, more)) == []
    assert findings_of("NL-503", changed(was, was, verwijderd=True)) == []
