"""NL-308: a traject is extended near the end of its guide time, not long before."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import care, changed, day, findings_of, new, only_finding

TRAJECT = care("02A02", "2025-01-01", "2025-06-30", nummer=7, gestart_op=day("2025-02-01"))
"""Its guide time is over on 2026-02-01; three months before that an extension isn't early."""


@pytest.mark.parametrize(("begin", "early"), [("2025-10-31", True), ("2025-11-01", False), ("2026-02-01", False)])
def test_fails_an_extension_more_than_three_months_before(begin, early):
    assert bool(findings_of("NL-308", new("02C02", begin, "2026-10-31"), TRAJECT)) is early


def test_fails_and_names_the_traject_and_its_guide_time():
    found = only_finding("NL-308", new("02C02", "2025-07-01", "2025-12-31"), TRAJECT)
    assert found.explanation == (
        "De nieuwe toewijzing (02C02, 2025-07-01 t/m 2025-12-31) begint voor 2025-11-01; de richttijd van toewijzing 7 "
        "(02A02, 2025-01-01 t/m 2025-06-30) is 12 maanden en duurt tot 2026-02-01."
    )
    assert (found.severity, found.path) == ("signaal", "ingangsdatum")


def test_passes_by_the_ingangsdatum_without_a_start_and_a_change():
    unstarted = replace(TRAJECT, gestart_op=None)
    assert findings_of("NL-308", new("02C02", "2025-10-01", "2025-12-31"), unstarted) == []
    was = care("02C02", "2025-07-01", "2025-09-30")
    assert findings_of("NL-308", changed(was, replace(was, einddatum=day("2025-12-31"))), TRAJECT) == []
    assert findings_of("NL-308", new("02C02", "2025-07-01", "2025-12-31")) == []
