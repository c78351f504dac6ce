"""NL-403: extra work lasts a whole number of months, at most as many as the policy allows."""

import pytest

from tests.support.policy.decisions import care, changed, findings_of, new, only_finding


@pytest.mark.parametrize("end", ["2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31"])
def test_passes_one_to_four_months(end):
    assert findings_of("NL-403", new("10M01", "2026-09-01", end)) == []


def test_passes_four_months_read_to_the_end_of_a_shorter_month():
    assert findings_of("NL-403", new("10M01", "2026-10-31", "2027-02-27")) == []
    assert findings_of("NL-403", new("10M01", "2026-10-31", "2027-02-28")) == []


@pytest.mark.parametrize("code", ["02C02", "10B01", "99Z99", None])
def test_passes_any_length_of_what_is_no_extra_work(code):
    assert findings_of("NL-403", new(code, "2026-09-01", "2028-09-15")) == []


def test_passes_extra_work_of_1a_which_has_no_lengths():
    assert findings_of("NL-403", new("02M02", "2023-09-01", "2024-09-15")) == []


@pytest.mark.parametrize(
    ("end", "what"),
    [
        ("2026-09-29", "duurt geen heel aantal maanden. Wel kan t/m 2026-09-30 (1 maand)."),
        ("2027-01-01", "duurt geen heel aantal maanden. Wel kan t/m 2026-12-31 (4 maanden)."),
        ("2027-01-31", "duurt 5 maanden; het meeste is 4 maanden, dus t/m 2026-12-31."),
        (None, "Wel kan een heel aantal maanden van t/m 2026-09-30 (1 maand) tot t/m 2026-12-31 (4 maanden)."),
    ],
)
def test_fails_other_lengths(end, what):
    found = only_finding("NL-403", new("10M01", "2026-09-01", end))
    assert found.explanation.endswith(what)
    assert (found.path, found.overridable) == ("einddatum", False)


def test_fails_stretching_to_five_months_and_passes_shortening_to_them():
    def months(end):
        return care("10M01", "2026-09-01", end)

    assert findings_of("NL-403", changed(months("2026-12-31"), months("2027-01-31")))
    assert findings_of("NL-403", changed(months("2027-02-28"), months("2027-01-31"))) == []
    assert findings_of("NL-403", changed(months("2026-12-31"), months("2026-10-15")))
    assert findings_of("NL-403", changed(months("2026-12-31"), months("2026-10-15"), reden_wijziging="02")) == []
