"""NL-302: an extension lasts a whole number of months."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import care, changed, day, findings_of, new, only_finding, policy

THREE_MONTHS = care("02C02", "2026-01-01", "2026-03-31")
HALFWAY = care("02C02", "2026-01-01", "2026-02-14")


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("2026-01-01", "2026-01-31"),
        ("2026-01-31", "2026-02-27"),
        ("2026-01-31", "2026-02-28"),
        ("2028-02-29", "2029-02-27"),
        ("2026-01-15", "2027-01-14"),
        ("2026-01-15", "2028-01-14"),
    ],
)
def test_passes_whole_months(begin, end):
    assert findings_of("NL-302", new("02C02", begin, end)) == []


@pytest.mark.parametrize("code", ["02A02", "02M02", "10M01", "99Z99", None])
def test_passes_any_length_of_what_is_no_extension(code):
    assert findings_of("NL-302", new(code, "2026-01-01", "2026-01-05")) == []


@pytest.mark.parametrize(
    ("begin", "end", "hint"),
    [
        ("2026-01-01", "2026-01-30", "t/m 2026-01-31 (1 maand)."),
        ("2026-01-01", "2026-02-01", "t/m 2026-01-31 (1 maand) of 2026-02-28 (2 maanden)."),
        ("2026-01-31", "2026-03-31", "t/m 2026-03-30 (2 maanden) of 2026-04-29 (3 maanden)."),
        ("2026-01-01", "2027-06-15", "t/m 2026-12-31 (12 maanden)."),
    ],
)
def test_fails_a_broken_month_and_says_which_days_would_do(begin, end, hint):
    found = only_finding("NL-302", new("02C02", begin, end))
    assert found.explanation == (
        f"De nieuwe toewijzing (02C02, {begin} t/m {end}) duurt geen heel aantal maanden. Wel kan {hint}"
    )
    assert (found.path, found.overridable) == ("einddatum", False)


def test_fails_fewer_months_than_the_least():
    usual_finding = policy()
    three = replace(usual_finding.producten["02C02"], minstens=3)
    by_policy = replace(usual_finding, producten={**usual_finding.producten, "02C02": three})
    assert findings_of("NL-302", new("02C02", "2026-01-01", "2026-03-31"), by_policy=by_policy) == []
    found = only_finding("NL-302", new("02C02", "2026-01-01", "2026-02-28"), by_policy=by_policy)
    assert found.explanation.endswith("duurt 2 maanden; het minste is 3 maanden. Wel kan t/m 2026-03-31 (3 maanden).")
    found = only_finding("NL-302", new("02C02", "2026-01-01", "2026-02-15"), by_policy=by_policy)
    assert found.explanation.endswith("Wel kan t/m 2026-03-31 (3 maanden).")


def test_fails_an_extension_without_last_day():
    found = only_finding("NL-302", new("07C02", "2026-01-01"))
    assert found.explanation.endswith(
        "heeft geen Einddatum, en dus geen heel aantal maanden. Wel kan een heel aantal maanden van t/m 2026-01-31 "
        "(1 maand) tot t/m 2026-12-31 (12 maanden)."
    )


def test_fails_a_change_to_a_broken_month():
    assert findings_of("NL-302", changed(THREE_MONTHS, HALFWAY))
    assert findings_of("NL-302", changed(THREE_MONTHS, HALFWAY, reden_wijziging="05"))
    assert findings_of("NL-302", changed(THREE_MONTHS, care("02C02", "2026-01-01", "2026-04-14")))
    assert findings_of("NL-302", changed(HALFWAY, care("02C02", "2026-01-01", "2026-02-15")))


@pytest.mark.parametrize("reden", ["02", "06", "07", "09", "12"])
def test_passes_ending_on_any_day_for_a_reason_that_has_nothing_to_do_with_the_length(reden):
    assert findings_of("NL-302", changed(THREE_MONTHS, HALFWAY, reden_wijziging=reden)) == []


def test_fails_stretching_to_a_broken_month_whatever_the_reason():
    longer = care("02C02", "2026-01-01", "2026-04-14")
    assert findings_of("NL-302", changed(THREE_MONTHS, longer, reden_wijziging="07"))


def test_passes_ending_with_the_care_after_a_final_stop():
    stopped = {"gestopt_op": day("2026-02-14")}
    was = care("02C02", "2026-01-01", "2026-03-31", **stopped)
    assert findings_of("NL-302", changed(was, care("02C02", "2026-01-01", "2026-02-14", **stopped))) == []


def test_passes_a_change_that_makes_a_broken_month_no_worse():
    assert findings_of("NL-302", changed(HALFWAY, care("02C02", "2026-01-01", "2026-02-13"))) == []
    assert findings_of("NL-302", changed(HALFWAY, care("02C02", "2026-01-01", "2026-02-14", budget=1))) == []
    assert findings_of("NL-302", changed(care("02C02", "2026-01-01"), HALFWAY)) == []
    assert findings_of("NL-302", changed(HALFWAY, HALFWAY, verwijderd=True)) == []
