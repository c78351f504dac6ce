"""NL-105: the provider has a contract for the segment in the whole period."""

from dataclasses import replace

import pytest

from tests.support.policy.decisions import ELDERS, contract, dag, de_enige, gewijzigd, nieuw, vindt, zorg

JAAR = ("2026-01-01", "2026-12-31")


@pytest.mark.parametrize(
    "contracten",
    [
        [contract("2A")],
        [contract("2A", *JAAR)],
        [contract("2A", "2025-01-01", "2026-06-30"), contract("2A", "2026-07-01", "2027-12-31")],
        [contract("2A", "2026-03-01"), contract("2A", "2025-01-01", "2026-03-31", soort=None)],
    ],
    ids=["open", "just the period", "one after the other", "overlapping"],
)
def test_passes_when_every_day_is_in_a_contract(contracten):
    assert vindt("NL-105", nieuw("10B02", *JAAR), contracten=tuple(contracten)) == []


@pytest.mark.parametrize(
    ("contracten", "dagen"),
    [
        ([], "van 2026-01-01 t/m 2026-12-31"),
        ([contract("2B")], "van 2026-01-01 t/m 2026-12-31"),
        ([contract("2A", aanbieder=ELDERS)], "van 2026-01-01 t/m 2026-12-31"),
        ([contract("2A", "2026-01-02")], "op 2026-01-01"),
        ([contract("2A", "2022-01-01", "2026-12-30")], "op 2026-12-31"),
        (
            [contract("2A", "2026-02-01", "2026-06-30"), contract("2A", "2026-07-02", "2026-12-30")],
            "van 2026-01-01 t/m 2026-01-31, op 2026-07-01 en op 2026-12-31",
        ),
    ],
    ids=["none", "another segment", "another provider", "a day late", "a day short", "three gaps"],
)
def test_fails_once_and_names_all_days_that_are_in_none(contracten, dagen):
    gevonden = de_enige("NL-105", nieuw("10B02", *JAAR), contracten=tuple(contracten))
    assert gevonden.path == "aanbieder"
    assert gevonden.explanation.endswith(f"aanbieder 12345678 heeft voor segment 2A geen contract {dagen}.")
    assert gevonden.overrulebaar


def test_passes_when_the_municipality_keeps_no_contracts():
    assert vindt("NL-105", nieuw("10B02", *JAAR)) == []


def test_passes_what_has_no_segment():
    assert vindt("NL-105", nieuw("10B99"), contracten=()) == []
    assert vindt("NL-105", nieuw(None), contracten=()) == []


def test_passes_extensions_and_extra_work_by_the_contract_of_their_segment():
    assert vindt("NL-105", nieuw("02C02"), contracten=(contract("1A1"),)) == []
    assert vindt("NL-105", nieuw("10M01"), contracten=(contract("1B"),)) == []


def test_passes_open_ended_care_that_begins_within_a_contract():
    assert vindt("NL-105", nieuw("10A06"), contracten=(contract("2B", "2022-01-01", "2026-01-01"),)) == []


@pytest.mark.parametrize(
    ("periode", "dagen"),
    [
        (("2022-01-01", "2025-12-31"), "vanaf 2026-01-01"),
        (("2026-01-02", "2026-12-31"), "op 2026-01-01"),
        (("2027-01-01", None), "van 2026-01-01 t/m 2026-12-31"),
    ],
    ids=["ended before", "begins a day later", "begins a year later"],
)
def test_fails_open_ended_care_that_begins_outside(periode, dagen):
    gevonden = de_enige("NL-105", nieuw("10A06"), contracten=(contract("2B", *periode),))
    assert gevonden.explanation.endswith(f"geen contract {dagen}.")


def test_fails_stretching_beyond_the_contract_and_passes_every_other_change():
    was = zorg("10B02", "2026-01-01", "2026-12-31")
    tot_juli = (contract("2A", "2022-01-01", "2026-07-31"),)
    langer = gewijzigd(was, replace(was, einddatum=dag("2027-01-31")))
    gevonden = de_enige("NL-105", langer, contracten=tot_juli)
    assert gevonden.explanation.endswith("geen contract van 2027-01-01 t/m 2027-01-31.")
    assert vindt("NL-105", langer, contracten=(contract("2A", "2027-01-01", "2027-01-31"),)) == []
    assert vindt("NL-105", gewijzigd(was, replace(was, einddatum=dag("2026-10-31"))), contracten=tot_juli) == []
    assert vindt("NL-105", gewijzigd(was, replace(was, volume=99)), contracten=()) == []
    assert vindt("NL-105", gewijzigd(was, was, verwijderd=True), contracten=()) == []


CARRIERS = pytest.mark.parametrize(("segment", "code"), [("1A2", "07A02"), ("2A", "10B02"), ("2B", "10A06")])


@CARRIERS
@pytest.mark.parametrize("rit", ["08V02", "08V03", "08V04"])
def test_passes_vervoer_by_the_contract_for_its_carrier(segment, code, rit):
    assert vindt("NL-105", nieuw(rit, *JAAR), zorg(code, *JAAR), contracten=(contract(segment),)) == []
    assert vindt("NL-105", nieuw(rit, *JAAR), zorg(code, *JAAR), contracten=(contract("vervoer"),)) == []


@CARRIERS
def test_fails_vervoer_by_a_contract_that_is_not_for_its_carrier(segment, code):
    for ander in {"1A1", "1A2", "1B", "2A", "2B", "3A", "logeren"} - {segment}:
        gevonden = de_enige("NL-105", nieuw("08V02", *JAAR), zorg(code, *JAAR), contracten=(contract(ander),))
        assert gevonden.explanation.endswith(
            "aanbieder 12345678 heeft voor segment vervoer of dat van de drager geen contract van 2026-01-01 t/m "
            "2026-12-31."
        )


def test_fails_vervoer_on_days_when_the_contract_for_its_carrier_does_not_hold():
    naast = [zorg("10B02", "2026-01-01", "2026-06-30", nummer=1), zorg("10A06", "2026-07-01", nummer=2)]
    contracten = (contract("2A"), contract("2B", "2026-09-01"), contract("2B", aanbieder=ELDERS))
    gevonden = de_enige("NL-105", nieuw("08V02", *JAAR), *naast, contracten=contracten)
    assert gevonden.explanation.endswith("geen contract van 2026-07-01 t/m 2026-08-31.")


def test_passes_vervoer_without_carrier_by_any_contract_that_could_carry_it():
    assert vindt("NL-105", nieuw("08V02", *JAAR), contracten=(contract("2B"),)) == []
    de_enige("NL-105", nieuw("08V02", *JAAR), contracten=(contract("3A"),))
