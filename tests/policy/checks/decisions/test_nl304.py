"""NL-304: a traject is extended once."""

from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding

TRAJECT = care("02A02", "2025-01-01", "2025-12-31", nummer=1)
FIRST = care("02C02", "2026-01-01", "2026-03-31", nummer=2)
ANOTHER = new("02C02", "2026-07-01", "2026-09-30")


def test_passes_the_first_extension_of_a_traject():
    assert findings_of("NL-304", new("02C02", "2026-01-01", "2026-03-31"), TRAJECT) == []
    assert findings_of("NL-304", new("02C02", "2026-01-01", "2026-03-31"), TRAJECT, care("07C02", "2026-01-01")) == []


def test_passes_an_extension_of_a_new_traject():
    new_traject = care("02A02", "2026-04-01", "2026-06-30", nummer=3, aanbieder=OTHER_PROVIDER)
    assert findings_of("NL-304", ANOTHER, TRAJECT, FIRST, new_traject) == []


def test_passes_an_earlier_extension_that_never_ran():
    assert findings_of("NL-304", ANOTHER, TRAJECT, care("02C02", "2026-01-01", gestopt_op=day("2025-12-31"))) == []


def test_passes_stretching_the_first_also_when_there_is_a_second():
    longer = care("02C02", "2026-01-01", "2026-04-30", nummer=2)
    assert findings_of("NL-304", changed(FIRST, longer), TRAJECT, ANOTHER.care) == []


def test_passes_stretching_one_of_two_that_begin_on_the_same_day_for_neither_is_the_second():
    longer = care("02C02", "2026-01-01", "2026-04-30", nummer=2)
    together = care("02C02", "2026-01-01", "2026-03-31", nummer=3, aanbieder=OTHER_PROVIDER)
    assert findings_of("NL-304", changed(FIRST, longer), TRAJECT, together) == []


def test_passes_what_is_no_extension():
    assert findings_of("NL-304", new("02A02", "2026-07-01", "2026-09-30"), TRAJECT, FIRST) == []


def test_fails_a_second_extension_of_the_same_traject_at_any_provider():
    found = only_finding(
        "NL-304", ANOTHER, TRAJECT, care("02C02", "2026-01-01", "2026-03-31", nummer=2, aanbieder=OTHER_PROVIDER)
    )
    assert found.explanation == (
        "De nieuwe toewijzing (02C02, 2026-07-01 t/m 2026-09-30) verlengt toewijzing 1 (02A02, 2025-01-01 t/m "
        "2025-12-31) nog een keer, naast toewijzing 2 (02C02, 2026-01-01 t/m 2026-03-31)."
    )
    assert (found.other_assignments, found.overridable) == ((2, 1), True)


def test_fails_one_that_is_put_before_the_extension_there_is():
    later_care = care("02C02", "2026-10-01", "2026-12-31", nummer=2)
    assert findings_of("NL-304", ANOTHER, TRAJECT, later_care)


def test_fails_a_stopped_extension_counts_too():
    assert findings_of(
        "NL-304", ANOTHER, TRAJECT, care("02C02", "2026-01-01", "2026-12-31", gestopt_op=day("2026-02-01"))
    )


def test_fails_two_extensions_without_a_known_traject():
    found = only_finding("NL-304", ANOTHER, FIRST)
    assert "verlengt een traject 02A02 dat hier niet bekend is nog een keer" in found.explanation
    assert found.other_assignments == (2,)


def test_fails_stretching_the_second_and_passes_shortening_it():
    second = care("02C02", "2026-07-01", "2026-09-30", nummer=3)
    assert findings_of("NL-304", changed(second, care("02C02", "2026-07-01", "2026-10-31", nummer=3)), TRAJECT, FIRST)
    assert not findings_of(
        "NL-304", changed(second, care("02C02", "2026-07-01", "2026-08-31", nummer=3)), TRAJECT, FIRST
    )
