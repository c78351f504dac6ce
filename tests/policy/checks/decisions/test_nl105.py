"""NL-105: the provider has a contract for the segment on all days of the assignment."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import (
    OTHER_PROVIDER,
    care,
    changed,
    contract,
    day,
    findings_of,
    new,
    only_finding,
    provider,
)

YEAR = ("2026-01-01", "2026-12-31")


@pytest.mark.parametrize(
    "contracts",
    [
        [contract("2A")],
        [contract("2A", *YEAR)],
        [contract("2A", "2025-01-01", "2026-06-30"), contract("2A", "2026-07-01", "2027-12-31")],
        [contract("2A", "2026-03-01"), contract("2A", "2025-01-01", "2026-03-31", soort=None)],
    ],
    ids=["open", "just the period", "one after the other", "overlapping"],
)
def test_passes_when_every_day_is_in_a_contract(contracts):
    assert findings_of("NL-105", new("10B02", *YEAR), contracts=tuple(contracts)) == []


@pytest.mark.parametrize(
    ("contracts", "days"),
    [
        ([], "van 2026-01-01 t/m 2026-12-31"),
        ([contract("2B")], "van 2026-01-01 t/m 2026-12-31"),
        ([contract("2A", aanbieder=OTHER_PROVIDER)], "van 2026-01-01 t/m 2026-12-31"),
        ([contract("2A", "2026-01-02")], "op 2026-01-01"),
        ([contract("2A", "2022-01-01", "2026-12-30")], "op 2026-12-31"),
        (
            [contract("2A", "2026-02-01", "2026-06-30"), contract("2A", "2026-07-02", "2026-12-30")],
            "van 2026-01-01 t/m 2026-01-31, op 2026-07-01 en op 2026-12-31",
        ),
    ],
    ids=["none", "another segment", "another provider", "a day late", "a day short", "three gaps"],
)
def test_fails_once_and_names_all_days_that_are_in_none(contracts, days):
    found = only_finding("NL-105", new("10B02", *YEAR), contracts=tuple(contracts))
    assert found.path == "aanbieder"
    assert found.explanation.endswith(f"aanbieder 12345678 heeft voor segment 2A geen contract {days}.")
    assert found.overridable


def test_passes_when_the_municipality_keeps_no_contracts():
    assert findings_of("NL-105", new("10B02", *YEAR)) == []


def test_passes_what_has_no_segment():
    assert findings_of("NL-105", new("10B99"), contracts=()) == []
    assert findings_of("NL-105", new(None), contracts=()) == []


def test_passes_extensions_and_extra_work_by_the_contract_of_their_segment():
    assert findings_of("NL-105", new("02C02"), contracts=(contract("1A1"),)) == []
    assert findings_of("NL-105", new("10M01"), contracts=(contract("1B"),)) == []


def test_passes_open_ended_care_that_begins_within_a_contract():
    assert findings_of("NL-105", new("10A06"), contracts=(contract("2B", "2022-01-01", "2026-01-01"),)) == []


@pytest.mark.parametrize(
    ("period", "days"),
    [
        (("2022-01-01", "2025-12-31"), "vanaf 2026-01-01"),
        (("2026-01-02", "2026-12-31"), "op 2026-01-01"),
        (("2027-01-01", None), "van 2026-01-01 t/m 2026-12-31"),
    ],
    ids=["ended before", "begins a day later", "begins a year later"],
)
def test_fails_open_ended_care_that_begins_outside(period, days):
    found = only_finding("NL-105", new("10A06"), contracts=(contract("2B", *period),))
    assert found.explanation.endswith(f"geen contract {days}.")


def test_fails_stretching_beyond_the_contract_and_passes_every_other_change():
    was = care("10B02", "2026-01-01", "2026-12-31")
    until_july = (contract("2A", "2022-01-01", "2026-07-31"),)
    longer = changed(was, replace(was, einddatum=day("2027-01-31")))
    found = only_finding("NL-105", longer, contracts=until_july)
    assert found.explanation.endswith("geen contract van 2027-01-01 t/m 2027-01-31.")
    assert findings_of("NL-105", longer, contracts=(contract("2A", "2027-01-01", "2027-01-31"),)) == []
    assert findings_of("NL-105", changed(was, replace(was, einddatum=day("2026-10-31"))), contracts=until_july) == []
    assert findings_of("NL-105", changed(was, replace(was, volume=99)), contracts=()) == []
    assert findings_of("NL-105", changed(was, was, verwijderd=True), contracts=()) == []


CARRIERS = pytest.mark.parametrize(("segment", "code"), [("1A2", "07A02"), ("2A", "10B02"), ("2B", "10A06")])


@CARRIERS
@pytest.mark.parametrize("ride", ["08V02", "08V03", "08V04"])
def test_passes_vervoer_by_the_contract_for_its_carrier(segment, code, ride):
    assert findings_of("NL-105", new(ride, *YEAR), care(code, *YEAR), contracts=(contract(segment),)) == []
    assert findings_of("NL-105", new(ride, *YEAR), care(code, *YEAR), contracts=(contract("vervoer"),)) == []


@CARRIERS
def test_fails_vervoer_by_a_contract_that_is_not_for_its_carrier(segment, code):
    for other in {"1A1", "1A2", "1B", "2A", "2B", "3A", "logeren"} - {segment}:
        found = only_finding("NL-105", new("08V02", *YEAR), care(code, *YEAR), contracts=(contract(other),))
        assert found.explanation.endswith(
            "aanbieder 12345678 heeft voor segment vervoer of dat van de drager geen contract van 2026-01-01 t/m "
            "2026-12-31."
        )


def test_passes_the_product_that_a_contract_is_for_and_no_other():
    own = contract("1A1", product="02A02")
    assert findings_of("NL-105", new("02A02", *YEAR), contracts=(own,)) == []
    found = only_finding("NL-105", new("02C02", *YEAR), contracts=(own, contract("1A1", "2026-02-01", product="02C02")))
    assert "geen contract van 2026-01-01 t/m 2026-01-31." in found.explanation
    assert findings_of("NL-105", new("02C02", *YEAR), contracts=(own, contract("1A1"))) == []


def test_passes_vervoer_by_a_contract_for_the_product_of_its_carrier():
    ride, carrier = new("08V02", *YEAR), care("10B02", *YEAR)
    assert findings_of("NL-105", ride, carrier, contracts=(contract("2A", product="10B02"),)) == []
    assert only_finding("NL-105", ride, carrier, contracts=(contract("2A", product="10B09"),))


def test_fails_vervoer_on_days_when_the_contract_for_its_carrier_does_not_hold():
    beside = [care("10B02", "2026-01-01", "2026-06-30", nummer=1), care("10A06", "2026-07-01", nummer=2)]
    contracts = (contract("2A"), contract("2B", "2026-09-01"), contract("2B", aanbieder=OTHER_PROVIDER))
    found = only_finding("NL-105", new("08V02", *YEAR), *beside, contracts=contracts)
    assert found.explanation.endswith("geen contract van 2026-07-01 t/m 2026-08-31.")


def test_passes_vervoer_without_carrier_by_any_contract_that_could_carry_it():
    assert findings_of("NL-105", new("08V02", *YEAR), contracts=(contract("2B"),)) == []
    only_finding("NL-105", new("08V02", *YEAR), contracts=(contract("3A"),))


def test_fails_and_names_who_may_deliver_on_all_days():
    others = (
        provider("00000004", contract("2A"), naam=None),
        provider("00000003", contract("2A", soort="basis-lokaal")),
        provider("00000002", contract("2A", *YEAR), naam="Zorg B"),
        provider("00000001", contract("2A", "2026-01-02"), contract("2B")),
    )
    found = only_finding("NL-105", new("10B02", *YEAR), contracts=(), others=others)
    assert found.explanation.endswith(
        "geen contract van 2026-01-01 t/m 2026-12-31. Volgens het register van contracten kan dit wel naar 00000002 "
        "(Zorg B) of 00000004 (nog niet aangesloten op deze gateway)."
    )
    elsewhere = only_finding("NL-105", new("10B02", *YEAR, gemeente="1507"), contracts=(), others=others)
    assert "00000002 (Zorg B), 00000003 (Zorg) of 00000004" in elsewhere.explanation


def test_fails_and_says_so_when_nobody_else_may_deliver():
    others = (provider("00000001", contract("2B")),)
    for known in ((), others):
        found = only_finding("NL-105", new("10B02", *YEAR), contracts=(), others=known)
        assert found.explanation.endswith(
            "Het register van contracten noemt geen andere aanbieder die dit op al deze dagen mag leveren."
        )


def test_fails_and_counts_those_beyond_ten():
    others = tuple(provider(f"000000{n:02}", contract("2A")) for n in range(1, 13))
    found = only_finding("NL-105", new("10B02", *YEAR), contracts=(), others=others)
    assert "00000010 (Zorg) en nog 2 andere." in found.explanation
    assert "00000011" not in found.explanation


def test_fails_a_longer_assignment_and_names_who_may_deliver_the_days_after():
    was = care("10B02", "2026-01-01", "2026-06-30")
    longer = changed(was, replace(was, einddatum=day("2026-12-31")))
    others = (provider("00000001", contract("2A", "2026-07-01")), provider("00000002", contract("2A", "2026-08-01")))
    found = only_finding("NL-105", longer, contracts=(contract("2A", "2026-01-01", "2026-06-30"),), others=others)
    assert "kan voor die dagen een nieuwe toewijzing naar 00000001 (Zorg)." in found.explanation


def test_fails_vervoer_and_names_a_provider_of_its_carrier():
    carrier = care("10B02", *YEAR, nummer=2, aanbieder="00000001")
    others = (provider("00000001", contract("2A")), provider("00000002", contract("2A")))
    found = only_finding("NL-105", new("08V02", *YEAR), carrier, contracts=(), others=others)
    assert "kan dit wel naar 00000001 (Zorg)." in found.explanation
