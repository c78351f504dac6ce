"""NL-106: the provider is of a kind that this municipality uses for the segment."""

from dataclasses import replace

import pytest

from gateway.policy.model import Aanbiedersoort
from tests.support.policy.decisions import ELDERS, beleid, contract, dag, de_enige, gewijzigd, nieuw, vindt, zorg

BEESEL, BERGEN, HORST = "0889", "0893", "1507"
LOKAAL, GOED = "basis-lokaal", "strategisch-regionaal"
CODES = {"1A1": "02A02", "1A2": "07A02", "1B": "10B01", "2A": "10B02", "2B": "10A06", "3A": "01B04"}
OVERIG = {"vervoer": "08V02", "logeren": "04A01"}


@pytest.mark.parametrize("segment", CODES)
def test_fails_a_local_provider_in_venlo_in_every_segment(segment):
    gevonden = de_enige("NL-106", nieuw(CODES[segment]), contracten=(contract(segment, soort=LOKAAL),))
    assert gevonden.path == "aanbieder"
    assert gevonden.explanation.endswith(
        f"aanbieder 12345678 is basis-lokaal vanaf 2026-01-01, maar Venlo gebruikt voor segment {segment} alleen "
        "strategisch-regionaal."
    )
    assert gevonden.overrulebaar
    assert "Venlo" in gevonden.source


@pytest.mark.parametrize("gemeente", [BEESEL, BERGEN])
def test_fails_a_local_provider_in_beesel_and_bergen_in_3a_only(gemeente):
    for segment, code in CODES.items():
        gevonden = vindt("NL-106", nieuw(code, gemeente=gemeente), contracten=(contract(segment, soort=LOKAAL),))
        assert len(gevonden) == (segment == "3A")


def test_passes_a_local_provider_elsewhere_and_a_strategic_one_everywhere():
    for segment, code in CODES.items():
        assert vindt("NL-106", nieuw(code, gemeente=HORST), contracten=(contract(segment, soort=LOKAAL),)) == []
        for gemeente in beleid().gemeenten:
            assert vindt("NL-106", nieuw(code, gemeente=gemeente), contracten=(contract(segment),)) == []


@pytest.mark.parametrize("segment", OVERIG)
def test_passes_where_there_are_no_kinds(segment):
    for soort in (None, LOKAAL):
        assert vindt("NL-106", nieuw(OVERIG[segment]), contracten=(contract(segment, soort=soort),)) == []


def test_fails_a_contract_that_does_not_tell_the_kind():
    gevonden = de_enige("NL-106", nieuw("10B02"), contracten=(contract("2A", soort=None),))
    assert "heeft een contract zonder soort vanaf 2026-01-01" in gevonden.explanation


def test_fails_only_on_days_without_a_contract_of_a_good_kind():
    contracten = (
        contract("2A", "2026-01-01", "2026-09-30", soort=LOKAAL),
        contract("2A", "2026-03-01", "2026-06-30"),
        contract("2A", "2026-12-01", "2026-12-31", soort=None),
        contract("2B", soort=LOKAAL),
        contract("2A", soort=LOKAAL, aanbieder=ELDERS),
    )
    gevonden = vindt("NL-106", nieuw("10B02", "2026-01-01", "2026-12-31"), contracten=contracten)
    assert [each.values["Soort"] for each in gevonden] == ["", LOKAAL]
    assert "zonder soort van 2026-12-01 t/m 2026-12-31," in gevonden[0].explanation
    assert "is basis-lokaal van 2026-01-01 t/m 2026-02-28 en van 2026-07-01 t/m 2026-09-30," in gevonden[1].explanation


def test_passes_without_contracts_and_without_segment():
    assert vindt("NL-106", nieuw("10B02")) == []
    assert vindt("NL-106", nieuw("10B02"), contracten=()) == []
    assert vindt("NL-106", nieuw("10B99"), contracten=(contract("2A", soort=LOKAAL),)) == []


def test_fails_stretching_and_passes_every_other_change():
    was = zorg("10B02", "2026-01-01", "2026-12-31")
    contracten = (contract("2A", soort=LOKAAL),)
    langer = de_enige("NL-106", gewijzigd(was, replace(was, einddatum=None)), contracten=contracten)
    assert "vanaf 2027-01-01" in langer.explanation
    korter = replace(was, einddatum=dag("2026-10-31"))
    assert vindt("NL-106", gewijzigd(was, korter), contracten=contracten) == []
    assert vindt("NL-106", gewijzigd(was, was, verwijderd=True), contracten=contracten) == []


def test_fails_vervoer_by_the_kind_in_the_contract_for_its_carrier():
    regel = Aanbiedersoort(
        gemeenten=frozenset({"0983"}), segmenten=frozenset({"vervoer"}), toegestaan=frozenset({GOED}), bron="proef"
    )
    volgens = replace(beleid(), aanbiedersoorten=(regel,))
    drager = zorg("10B02")
    for soort, hoort in ((GOED, 0), (LOKAAL, 1)):
        contracten = (contract("2A", soort=soort), contract("2B", soort=LOKAAL))
        gevonden = vindt("NL-106", nieuw("08V02"), drager, contracten=contracten, volgens=volgens)
        assert len(gevonden) == hoort
