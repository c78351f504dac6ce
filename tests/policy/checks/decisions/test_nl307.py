"""NL-307: a traject that is extended has really started."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, day, findings_of, new, only_finding


@pytest.mark.parametrize(("base", "extension"), [("02A02", "02C02"), ("07A02", "07C02")])
def test_fails_a_traject_without_a_start(base, extension):
    traject = care(base, "2025-01-01", "2025-12-31", nummer=7, aanbieder=OTHER_PROVIDER)
    found = only_finding("NL-307", new(extension, "2026-01-01", "2026-06-30"), traject)
    assert found.explanation == (
        f"De nieuwe toewijzing ({extension}, 2026-01-01 t/m 2026-06-30) verlengt toewijzing 7 ({base}, 2025-01-01 t/m "
        "2025-12-31), en daarop is geen start gemeld."
    )
    assert (found.severity, found.other_assignments) == ("signaal", (7,))
    started = replace(traject, gestart_op=day("2025-02-01"))
    assert findings_of("NL-307", new(extension, "2026-01-01", "2026-06-30"), started) == []


def test_passes_a_missing_traject_which_is_for_nl301():
    assert findings_of("NL-307", new("02C02", "2026-01-01", "2026-06-30")) == []
    assert findings_of("NL-307", new("10M01", "2026-01-01", "2026-02-28"), care("10B01", "2025-06-01")) == []
