"""NL-205: the provider of the carrier delivers the vervoer too."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import OTHER_PROVIDER, care, changed, day, findings_of, new, only_finding

YEAR = ("2026-01-01", "2026-12-31")
CARRIERS = pytest.mark.parametrize("drager", ["07A02", "07C02", "10B02", "10A06"])


@CARRIERS
def test_passes_the_provider_of_the_carrier(drager):
    assert findings_of("NL-205", new("08V02", *YEAR), care(drager, *YEAR)) == []
    assert findings_of("NL-205", new(drager, *YEAR), care("08V02", *YEAR)) == []


@CARRIERS
def test_fails_another_provider_and_names_the_carrier(drager):
    found = only_finding("NL-205", new("08V02", *YEAR), care(drager, "2026-02-01", aanbieder=OTHER_PROVIDER, nummer=9))
    assert found.explanation == (
        "De nieuwe toewijzing (08V02, 2026-01-01 t/m 2026-12-31) is van aanbieder 12345678, die van 2026-02-01 t/m "
        f"2026-12-31 geen drager levert. Drager is dan: toewijzing 9 ({drager}, vanaf 2026-02-01) van aanbieder "
        "87654321."
    )
    assert found.other_assignments == (9,)
    assert found.overridable


def test_passes_when_one_of_two_carriers_is_of_the_provider():
    beside = [care("10A06", nummer=1), care("07A02", nummer=2, aanbieder=OTHER_PROVIDER)]
    assert findings_of("NL-205", new("08V02", *YEAR), *beside) == []
    assert findings_of("NL-205", new("08V02", *YEAR, aanbieder=OTHER_PROVIDER), *beside) == []
    assert only_finding("NL-205", new("08V02", *YEAR, aanbieder="11111111"), *beside).other_assignments == (1, 2)


def test_fails_for_each_range_of_days_on_which_only_others_carry():
    beside = [
        care("10A06", "2026-01-01", "2026-09-30", aanbieder=OTHER_PROVIDER, nummer=1),
        care("10A06", "2026-03-01", "2026-03-31", nummer=2),
        care("10B02", "2026-09-01", "2026-09-30", aanbieder="11111111", nummer=None),
    ]
    found = findings_of("NL-205", new("08V02", *YEAR), *beside)
    assert ["van 2026-01-01 t/m 2026-02-28" in found[0].explanation, len(found)] == [True, 2]
    assert "van 2026-04-01 t/m 2026-09-30" in found[1].explanation
    assert " en toewijzing" not in found[0].explanation
    assert " en de nieuwe toewijzing (10B02, " in found[1].explanation
    assert found[1].other_assignments == (1,)


def test_passes_days_without_any_carrier_which_are_nl203():
    assert findings_of("NL-205", new("08V02", *YEAR)) == []
    assert findings_of("NL-205", new("08V02", *YEAR), care("01B04", aanbieder=OTHER_PROVIDER)) == []


def test_fails_a_carrier_that_would_be_the_only_one_of_the_vervoer_of_another_provider():
    vervoer = care("08V02", *YEAR, nummer=5)
    visible_to_provider = care("10A06", "2025-01-01", gestopt_op=day("2026-06-30"), nummer=6)
    found = only_finding("NL-205", new("10A06", "2026-06-01", aanbieder=OTHER_PROVIDER), vervoer, visible_to_provider)
    assert found.other_assignments == (5,)
    assert found.explanation == (
        "De nieuwe toewijzing (10A06, vanaf 2026-06-01) loopt van 2026-07-01 t/m 2026-12-31 naast toewijzing 5 "
        "(08V02, 2026-01-01 t/m 2026-12-31) van aanbieder 12345678. Dat vervoer heeft dan alleen een drager van een "
        "andere aanbieder (87654321)."
    )


def test_passes_a_carrier_of_another_provider_beside_one_that_carries_already():
    vervoer = care("08V02", *YEAR, nummer=5)
    assert findings_of("NL-205", new("07A02", aanbieder=OTHER_PROVIDER), vervoer, care("07A02", *YEAR, nummer=6)) == []
    of_others = care("10A06", *YEAR, nummer=6, aanbieder="11111111")
    assert findings_of("NL-205", new("10A06", aanbieder=OTHER_PROVIDER), vervoer, of_others) == []


def test_passes_a_carrier_beside_other_care_of_another_provider():
    assert (
        findings_of("NL-205", new("10A06", aanbieder=OTHER_PROVIDER), care("01B04"), care("04A01"), care("10A06")) == []
    )


def test_passes_what_is_neither_vervoer_nor_carrier():
    assert findings_of("NL-205", new("01B04", aanbieder=OTHER_PROVIDER), care("08V02")) == []
    assert findings_of("NL-205", new(None), care("10A06", aanbieder=OTHER_PROVIDER)) == []


def test_fails_stretching_on_the_added_days_and_passes_every_other_change():
    was = care("08V02", *YEAR)
    beside_it = care("10A06", aanbieder=OTHER_PROVIDER, nummer=2)
    longer = only_finding("NL-205", changed(was, replace(was, einddatum=day("2027-01-31"))), beside_it)
    assert "die van 2027-01-01 t/m 2027-01-31 geen drager" in longer.explanation
    assert longer.path == "einddatum"
    assert findings_of("NL-205", changed(was, replace(was, einddatum=day("2026-01-31"))), beside_it) == []
    assert findings_of("NL-205", changed(was, replace(was, volume=5)), beside_it) == []
    assert findings_of("NL-205", changed(was, was, verwijderd=True), beside_it) == []
