"""NL-202: a person looks at two assignments when the texts contradict each other about their segments."""

from dataclasses import replace

from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding


def test_fails_1a2_beside_a_respite_stay_and_names_all_texts():
    found = only_finding("NL-202", new("07A02"), care("04A01", "2026-02-01", "2026-02-02", aanbieder=OTHER_PROVIDER))
    assert found.severity == "signaal"
    assert "loopt van 2026-02-01 t/m 2026-02-02 naast toewijzing 1 (04A01, 2026-02-01 t/m 2026-02-02) van" in (
        found.explanation
    )
    assert found.explanation.endswith(
        "Over segment 1A2 en segment logeren spreken de teksten elkaar tegen: Handboek 3.0, hoofdstuk 5, segment 1A "
        "(noemt logeren als combinatie die mag); Handboek 3.0, hoofdstuk 5, segment logeren (noemt 1A2 als combinatie "
        "die niet mag); Handboek 3.0, hoofdstuk 5, segment logeren, inhoud (dagbesteding die er al is, gaat bij "
        "voorkeur door)."
    )
    assert found.source.count("; ") == 2


def test_fails_in_the_other_order_and_for_the_extension():
    assert only_finding("NL-202", new("04A01"), care("07A02"))
    assert only_finding("NL-202", new("04A01"), care("07C02"))


def test_passes_other_segments_and_other_days():
    assert findings_of("NL-202", new("02A02"), care("04A01")) == []
    assert findings_of("NL-202", new("07A02", "2026-01-01", "2026-01-31"), care("04A01", "2026-02-01")) == []


def test_passes_what_ran_together_before_the_change():
    was = care("07A02", "2026-01-01", "2026-12-31")
    assert findings_of("NL-202", changed(was, replace(was, einddatum=day("2026-06-30"))), care("04A01", nummer=2)) == []
    longer = only_finding("NL-202", changed(was, replace(was, einddatum=None)), care("04A01", nummer=2))
    assert longer.values["Begindatum"] == "2027-01-01"
