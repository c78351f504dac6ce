"""NL-702: an extension begins after its traject was reported as stopped."""

from gateway.policy.care_file import Care
from tests.support.policy.decisions import OTHER_PROVIDER, care, day
from tests.support.policy.reports import findings_of, only_finding, start, temporary_stop

VERLENGING = care("02C02", "2026-01-01", "2026-03-31", nummer=12)


def traject(stopped: str | None, **changes: object) -> Care:
    fields_ = {"nummer": 11, "gestart_op": day("2025-01-01"), **changes}
    return care("02A02", "2025-01-01", "2025-12-31", gestopt_op=stopped and day(stopped), **fields_)


def test_passes_after_a_final_stop_of_any_provider():
    assert findings_of("NL-702", start(VERLENGING, "2026-01-01"), VERLENGING, traject("2025-12-31")) == []
    elsewhere = traject("2025-12-31", aanbieder=OTHER_PROVIDER)
    assert findings_of("NL-702", start(VERLENGING, "2026-01-01"), VERLENGING, elsewhere) == []


def test_fails_without_a_stop():
    found = only_finding("NL-702", start(VERLENGING, "2026-01-01"), VERLENGING, traject(None))
    assert found.explanation == (
        "Toewijzing 12 (02C02, 2026-01-01 t/m 2026-03-31) begon op 2026-01-01, maar van het traject, toewijzing 11 "
        "(02A02, 2025-01-01 t/m 2025-12-31), is geen stop gemeld."
    )
    assert found.other_assignments == (11,)
    assert not found.visible_to_provider


def test_passes_a_traject_that_never_started_for_nl708_says_that():
    unstarted = traject(None, gestart_op=None)
    assert findings_of("NL-702", start(VERLENGING, "2026-01-01"), VERLENGING, unstarted) == []
    said = only_finding("NL-708", start(VERLENGING, "2026-01-01"), VERLENGING, unstarted)
    assert "is geen start gemeld" in said.explanation


def test_fails_with_only_a_temporary_stop():
    basis = traject(None)
    stops = (temporary_stop(basis, "2025-11-30"),)
    assert only_finding("NL-702", start(VERLENGING, "2026-01-01"), VERLENGING, basis, stops=stops)


def test_names_another_provider_and_is_for_the_municipality_alone():
    found = only_finding("NL-702", start(VERLENGING, "2026-01-01"), VERLENGING, traject(None, aanbieder=OTHER_PROVIDER))
    assert f"van aanbieder {OTHER_PROVIDER}" in found.explanation
    assert not found.visible_to_provider


def test_only_the_latest_traject_counts():
    earlier = care("02A02", "2023-01-01", "2023-12-31", nummer=7)
    assert findings_of("NL-702", start(VERLENGING, "2026-01-01"), VERLENGING, earlier, traject("2025-12-31")) == []


def test_passes_a_traject_itself_and_an_extension_of_another_kind():
    assert (
        findings_of("NL-702", start(traject(None, gestart_op=None), "2025-01-01"), traject(None, gestart_op=None)) == []
    )
    dagbesteding = care("07C02", "2026-01-01", "2026-03-31", nummer=13)
    assert findings_of("NL-702", start(dagbesteding, "2026-01-01"), dagbesteding, traject(None)) == []


def test_passes_a_restart():
    resumed = care("02C02", "2026-01-01", "2026-03-31", nummer=12, gestart_op=day("2026-01-01"))
    stops = (temporary_stop(resumed, "2026-01-31"),)
    assert findings_of("NL-702", start(resumed, "2026-02-15"), resumed, traject(None), stops=stops) == []
