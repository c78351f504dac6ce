"""NL-204: a person looks at vervoer beside care that doesn't carry it, even when a carrier runs too."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding

YEAR = ("2026-01-01", "2026-12-31")
DIFFERENT = pytest.mark.parametrize("code", ["01B04", "04A01"])


@DIFFERENT
def test_fails_in_both_orders_on_days_with_a_carrier_which_it_names(code):
    drager = care("10A06", *YEAR, nummer=11)
    vervoer, other = (
        care("08V02", "2026-03-01", nummer=12),
        care(code, "2025-01-01", nummer=13, aanbieder=OTHER_PROVIDER),
    )
    one = only_finding("NL-204", new("08V02", "2026-03-01"), drager, other)
    two = only_finding("NL-204", new(code, "2025-01-01", aanbieder=OTHER_PROVIDER), drager, vervoer)
    for found, concerned in ((one, (13,)), (two, (12,))):
        assert found.severity == "signaal"
        assert "loopt van 2026-03-01 t/m 2026-12-31 naast" in found.explanation
        assert found.explanation.endswith("Er is wel een drager: toewijzing 11 (10A06, 2026-01-01 t/m 2026-12-31).")
        assert found.other_assignments == concerned


@DIFFERENT
def test_fails_for_each_range_of_days_with_a_carrier(code):
    beside = [
        care(code, *YEAR, nummer=1),
        care("10B02", "2026-02-01", "2026-02-28", nummer=2),
        care("10A06", "2026-03-01", "2026-03-31", nummer=3),
        care("07A02", "2026-05-01", "2026-05-31", nummer=4),
    ]
    found = findings_of("NL-204", new("08V02", *YEAR), *beside)
    assert [(each.values["Begindatum"], each.values["Einddatum"]) for each in found] == [
        ("2026-02-01", "2026-03-31"),
        ("2026-05-01", "2026-05-31"),
    ]
    assert "een drager: toewijzing 2 (" in found[0].explanation
    assert " en toewijzing 3 (" in found[0].explanation
    assert "een drager: toewijzing 4 (" in found[1].explanation


@DIFFERENT
def test_passes_on_days_without_a_carrier_of_which_others_speak(code):
    assert findings_of("NL-204", new("08V02"), care(code)) == []
    assert findings_of("NL-204", new(code), care("08V02")) == []


def test_passes_a_carrier_and_vervoer_alone():
    assert findings_of("NL-204", new("08V02"), care("10A06")) == []
    assert findings_of("NL-204", new("01B04"), care("10A06")) == []


def test_passes_what_ran_together_before_the_change():
    was = care("08V02", *YEAR)
    beside = [care("10A06", nummer=2), care("01B04", nummer=3)]
    assert findings_of("NL-204", changed(was, replace(was, einddatum=day("2026-06-30"))), *beside) == []
    longer = only_finding("NL-204", changed(was, replace(was, einddatum=None)), *beside)
    assert longer.values["Begindatum"] == "2027-01-01"


def test_fails_with_a_signal_1a1_beside_vervoer_that_1a2_carries():
    beside = [care("02A02", *YEAR, nummer=1), care("07A02", *YEAR, nummer=2)]
    found = only_finding("NL-204", new("08V02", *YEAR), *beside)
    assert found.severity == "signaal"
    assert found.explanation.endswith("Er is wel een drager: toewijzing 2 (07A02, 2026-01-01 t/m 2026-12-31).")
