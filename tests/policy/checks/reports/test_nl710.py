"""NL-710: an extension or extra work keeps its traject when that stops."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, day
from tests.support.policy.reports import findings_of, only_finding, stop

TRAJECT = care("10B01", "2026-01-01", "2026-08-31", nummer=1, gestart_op=day("2026-01-05"))
MEERWERK = care("10M01", "2026-09-01", "2026-12-31", nummer=2)


def test_fails_a_stop_that_leaves_a_gap():
    found = only_finding("NL-710", stop(TRAJECT, "2026-06-30"), TRAJECT, MEERWERK)
    assert found.explanation == (
        "Toewijzing 1 (10B01, 2026-01-01 t/m 2026-08-31, gestopt op 2026-06-30) stopte; toewijzing 2 (10M01, "
        "2026-09-01 t/m 2026-12-31) begint op 2026-09-01 en sluit dan niet meer op een traject 10B01 aan."
    )
    assert found.path == "/Bericht/Client/StopProducten/StopProduct/Einddatum"
    assert (found.other_assignments, found.visible_to_provider) == ((2,), False)


def test_names_another_provider_of_an_extension():
    traject = care("02A02", "2025-01-01", "2025-12-31", nummer=1, gestart_op=day("2025-01-01"))
    extension = care("02C02", "2026-01-01", "2026-03-31", nummer=2, aanbieder=OTHER_PROVIDER)
    found = only_finding("NL-710", stop(traject, "2025-12-30"), traject, extension)
    assert f"van aanbieder {OTHER_PROVIDER} begint op 2026-01-01" in found.explanation


@pytest.mark.parametrize("on", ["2026-08-31", "2026-09-30"])
def test_passes_a_stop_on_the_last_day_or_later(on):
    assert findings_of("NL-710", stop(TRAJECT, on), TRAJECT, MEERWERK) == []


def test_passes_a_temporary_stop_and_care_that_had_a_gap_already():
    assert findings_of("NL-710", stop(TRAJECT, "2026-06-30", "20"), TRAJECT, MEERWERK) == []
    later = replace(MEERWERK, ingangsdatum=day("2026-10-01"))
    assert findings_of("NL-710", stop(TRAJECT, "2026-06-30"), TRAJECT, later) == []


def test_passes_what_belongs_to_another_traject_or_has_ended():
    newer = care("10B01", "2026-03-01", "2026-08-31", nummer=3, gestart_op=day("2026-03-01"))
    assert findings_of("NL-710", stop(TRAJECT, "2026-06-30"), TRAJECT, MEERWERK, newer) == []
    never = replace(MEERWERK, gestopt_op=day("2026-08-01"), gestart_op=day("2026-09-01"))
    assert findings_of("NL-710", stop(TRAJECT, "2026-06-30"), TRAJECT, never) == []
    other = care("02C02", "2026-09-01", "2026-12-31", nummer=2)
    assert findings_of("NL-710", stop(TRAJECT, "2026-06-30"), TRAJECT, other) == []
