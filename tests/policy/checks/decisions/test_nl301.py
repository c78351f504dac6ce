"""NL-301: an extension follows a traject of its own base product."""

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding

VERLENGING = new("02C02", "2026-01-01", "2026-03-31")
TRAJECT = care("02A02", "2025-01-01", "2025-12-31")


@pytest.mark.parametrize(
    "traject",
    [
        TRAJECT,
        care("02A02", "2025-01-01", "2025-12-31", aanbieder=OTHER_PROVIDER),
        care("02A02", "2023-01-01", "2023-06-30"),
        care("02A02", "2025-01-01", gestopt_op=day("2025-11-30")),
        care("02A02", "2025-12-31", "2025-12-31"),
    ],
    ids=["day before", "other provider", "years before", "stopped", "one day"],
)
def test_passes_an_extension_after_a_traject_of_the_client(traject):
    assert findings_of("NL-301", VERLENGING, traject) == []


def test_passes_a_traject_that_still_runs_for_that_is_overlap():
    assert findings_of("NL-301", VERLENGING, care("02A02", "2025-06-01", "2026-01-01")) == []
    assert findings_of("NL-301", VERLENGING, care("02A02", "2026-01-01")) == []


@pytest.mark.parametrize("code", ["07C02", "02A02", "10M01", "99Z99", None])
def test_passes_what_is_no_extension_or_has_its_own_base(code):
    assert findings_of("NL-301", new(code, "2026-01-01", "2026-03-31"), care("07A02", "2025-01-01", "2025-12-31")) == []


def test_fails_an_extension_without_any_traject():
    found = only_finding("NL-301", VERLENGING)
    assert found.explanation == (
        "De nieuwe toewijzing (02C02, 2026-01-01 t/m 2026-03-31) hoort te volgen op een traject 02A02, en de cliënt "
        "heeft er hier geen."
    )
    assert (found.path, found.other_assignments, found.overridable) == ("product/code", (), True)


@pytest.mark.parametrize("code", ["07A02", "02M02", "10B01", "02C02"])
def test_fails_after_a_traject_of_another_product(code):
    assert findings_of("NL-301", VERLENGING, care(code, "2025-01-01", "2025-12-31"))


def test_fails_when_the_traject_begins_a_day_later():
    found = only_finding("NL-301", VERLENGING, care("02A02", "2026-01-02", "2026-12-31", nummer=7))
    assert "maar toewijzing 7 (02A02, 2026-01-02 t/m 2026-12-31) begint pas daarna" in found.explanation
    assert found.other_assignments == (7,)


def test_fails_when_the_traject_was_stopped_before_its_first_day():
    assert findings_of("NL-301", VERLENGING, care("02A02", "2025-06-01", gestopt_op=day("2025-05-31")))


def test_fails_stretching_and_passes_shortening_what_never_had_a_traject():
    was = VERLENGING.care
    assert findings_of("NL-301", changed(was, care("02C02", "2026-01-01", "2026-04-30")))
    assert findings_of("NL-301", changed(was, care("02C02", "2026-01-01", "2026-02-28"))) == []
    assert findings_of("NL-301", changed(was, was, verwijderd=True)) == []
