"""NL-305: an extension follows its traject without a gap and at the same provider."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, PROVIDER, care, changed, day, findings_of, new, only_finding

TRAJECT = care("02A02", "2026-01-01", "2026-12-31", nummer=7)


def verlenging(begin="2027-01-01", end="2027-03-31", code="02C02", **changes):
    return new(code, begin, end, **changes)


def test_passes_the_day_after_the_traject_at_its_provider():
    assert findings_of("NL-305", verlenging(), TRAJECT) == []


def test_passes_the_day_after_an_early_stop():
    assert (
        findings_of("NL-305", verlenging("2026-07-01", "2026-07-31"), replace(TRAJECT, gestopt_op=day("2026-06-30")))
        == []
    )


def test_passes_on_an_extension_of_the_same_traject():
    first = care("02C02", "2027-01-01", "2027-12-31", nummer=8)
    assert findings_of("NL-305", verlenging("2028-01-01", "2028-03-31"), TRAJECT, first) == []


@pytest.mark.parametrize("code", ["02A02", "07C02", "02M02", "10M01", "99Z99", None])
def test_passes_what_is_no_extension_of_such_a_traject(code):
    assert findings_of("NL-305", verlenging(code=code, begin="2028-01-01", end="2028-03-31"), TRAJECT) == []


def test_passes_a_change_and_what_overlaps():
    was = care("02C02", "2028-01-01", "2028-03-31", nummer=8)
    assert findings_of("NL-305", changed(was, replace(was, einddatum=day("2028-04-30"))), TRAJECT) == []
    assert findings_of("NL-305", verlenging("2026-12-01", "2026-12-31"), TRAJECT) == [], "NL-206 says that"


def test_fails_after_a_gap_and_says_where_the_traject_ended():
    found = only_finding("NL-305", verlenging("2027-01-02", "2027-02-01"), TRAJECT)
    assert found.explanation == (
        "De nieuwe toewijzing (02C02, 2027-01-02 t/m 2027-02-01) begint pas na een gat: toewijzing 7 (02A02, "
        "2026-01-01 t/m 2026-12-31) eindigt op 2026-12-31."
    )
    assert (found.severity, found.path, found.other_assignments) == ("signaal", "ingangsdatum", (7,))


def test_fails_after_a_gap_behind_an_earlier_extension():
    first = care("02C02", "2027-01-01", "2027-01-31", nummer=8)
    found = only_finding("NL-305", verlenging("2027-03-01", "2027-03-31"), TRAJECT, first)
    assert "toewijzing 8 (02C02, 2027-01-01 t/m 2027-01-31) eindigt op 2027-01-31." in found.explanation
    assert found.other_assignments == (7, 8)


BASE = care("02A02", "2022-06-01", "2023-05-31", nummer=7)
OLD_MEERWERK = care("02M02", "2023-06-01", "2024-03-31", nummer=8)


def test_passes_on_extra_work_that_ran_past_2024_in_a_row_with_its_traject():
    assert findings_of("NL-305", verlenging("2024-04-01", "2024-06-30"), BASE, OLD_MEERWERK) == []
    found = only_finding("NL-305", verlenging("2024-04-02", "2024-07-01"), BASE, OLD_MEERWERK)
    assert "toewijzing 8 (02M02, 2023-06-01 t/m 2024-03-31) eindigt op 2024-03-31." in found.explanation
    assert found.other_assignments == (7, 8)


@pytest.mark.parametrize(
    "between",
    [replace(OLD_MEERWERK, ingangsdatum=day("2023-07-01")), replace(OLD_MEERWERK, code="07M02")],
    ids=["after a gap", "of another traject"],
)
def test_fails_when_the_extra_work_is_not_in_that_row(between):
    found = only_finding("NL-305", verlenging("2024-04-01", "2024-06-30"), BASE, between)
    assert "toewijzing 7 (02A02, 2022-06-01 t/m 2023-05-31) eindigt op 2023-05-31." in found.explanation


def test_fails_at_another_provider():
    found = only_finding("NL-305", verlenging(aanbieder=OTHER_PROVIDER), TRAJECT)
    assert found.explanation.endswith(
        f"is van aanbieder {OTHER_PROVIDER}, maar toewijzing 7 (02A02, 2026-01-01 t/m 2026-12-31) van aanbieder "
        f"{PROVIDER}."
    )
    assert found.path == "aanbieder"


def test_fails_once_for_a_gap_and_another_provider():
    found = only_finding("NL-305", verlenging("2027-02-01", aanbieder=OTHER_PROVIDER), TRAJECT)
    assert "begint pas na een gat" in found.explanation
    assert f"en is van aanbieder {OTHER_PROVIDER}" in found.explanation


def test_passes_under_the_first_text_which_has_no_extension():
    traject = care("02A02", "2022-01-01", "2022-12-31")
    assert findings_of("NL-305", verlenging("2023-02-01", "2023-02-28"), traject) == []
