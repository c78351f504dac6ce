"""NL-707: by its reported days, vervoer runs beside a carrier of its own provider."""

from dataclasses import replace

from tests.support.policy.decisions import OTHER_PROVIDER, care, day
from tests.support.policy.reports import findings_of, only_finding, start

VERVOER = care("08V02", "2026-01-01", "2026-12-31", nummer=2)
DRAGER = care("07A02", "2026-01-01", "2026-12-31", nummer=1, gestart_op=day("2026-01-01"))


def test_passes_beside_a_carrier_that_runs():
    assert findings_of("NL-707", start(VERVOER, "2026-01-01"), VERVOER, DRAGER) == []
    not_reported_yet = replace(DRAGER, gestart_op=None)
    assert findings_of("NL-707", start(VERVOER, "2026-01-01"), VERVOER, not_reported_yet) == []


def test_fails_without_a_carrier_at_all():
    found = only_finding("NL-707", start(VERVOER, "2026-01-05"), VERVOER)
    assert found.explanation == (
        "Toewijzing 2 (08V02, 2026-01-01 t/m 2026-12-31, gestart op 2026-01-05) heeft geen drager (segment 1A2, 2A of "
        "2B) van 2026-01-05 t/m 2026-12-31. Bron: Handboek 3.0, hoofdstuk 5, segment vervoer: alleen naast 1A2, 2A of "
        "2B."
    )
    assert not found.visible_to_provider


def test_fails_on_the_days_before_the_carrier_began_or_after_it_stopped():
    late = replace(DRAGER, gestart_op=day("2026-02-01"))
    found = only_finding("NL-707", start(VERVOER, "2026-01-01"), VERVOER, late)
    assert "van 2026-01-01 t/m 2026-01-31" in found.explanation
    assert found.other_assignments == (1,)
    stopped = replace(DRAGER, gestopt_op=day("2026-06-30"))
    found = only_finding("NL-707", start(VERVOER, "2026-01-01"), VERVOER, stopped)
    assert "van 2026-07-01 t/m 2026-12-31" in found.explanation


def test_fails_with_a_carrier_of_another_provider_whichever_begins():
    elsewhere = replace(DRAGER, aanbieder=OTHER_PROVIDER)
    found = only_finding("NL-707", start(VERVOER, "2026-01-01"), VERVOER, elsewhere)
    assert f"Drager is dan: toewijzing 1 (07A02, 2026-01-01 t/m 2026-12-31) van aanbieder {OTHER_PROVIDER}" in (
        found.explanation
    )
    drager, ride = replace(DRAGER, gestart_op=None), replace(VERVOER, aanbieder=OTHER_PROVIDER)
    assert only_finding("NL-707", start(drager, "2026-01-01"), drager, ride).other_assignments == (2,)


def test_fails_a_late_start_of_the_carrier_of_vervoer_that_had_begun():
    drager, ride = replace(DRAGER, gestart_op=None), replace(VERVOER, gestart_op=day("2026-01-10"))
    found = only_finding("NL-707", start(drager, "2026-02-01"), drager, ride)
    assert found.explanation == (
        "Toewijzing 1 (07A02, 2026-01-01 t/m 2026-12-31) begon pas op 2026-02-01; toewijzing 2 (08V02, 2026-01-01 t/m "
        "2026-12-31, gestart op 2026-01-10) had daardoor geen drager van 2026-01-10 t/m 2026-01-31."
    )
    assert findings_of("NL-707", start(drager, "2026-01-10"), drager, ride) == []
    assert findings_of("NL-707", start(drager, "2026-02-01"), drager, VERVOER) == []
    other = care("10B02", "2026-01-01", "2026-12-31", nummer=3, gestart_op=day("2026-01-01"))
    assert findings_of("NL-707", start(drager, "2026-02-01"), drager, ride, other) == []


def test_passes_what_is_neither():
    begeleiding = care("02A02", "2026-01-01", "2026-12-31", nummer=3)
    assert findings_of("NL-707", start(begeleiding, "2026-01-01"), begeleiding, VERVOER) == []
