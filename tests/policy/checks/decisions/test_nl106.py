"""NL-106: the provider is of a kind that this municipality uses for the segment."""

from dataclasses import replace

import pytest

from gateway.policy.model import ProviderKindRule
from tests.support.policy.decisions import (
    OTHER_PROVIDER,
    care,
    changed,
    contract,
    day,
    findings_of,
    new,
    only_finding,
    policy,
    provider,
)

BEESEL, BERGEN, HORST = "0889", "0893", "1507"
LOCAL, GOOD = "basis-lokaal", "strategisch-regionaal"
CODES = {"1A1": "02A02", "1A2": "07A02", "1B": "10B01", "2A": "10B02", "2B": "10A06", "3A": "01B04"}
OTHERS = {"vervoer": "08V02", "logeren": "04A01"}


@pytest.mark.parametrize("segment", CODES)
def test_fails_a_local_provider_in_venlo_in_every_segment(segment):
    found = only_finding("NL-106", new(CODES[segment]), contracts=(contract(segment, soort=LOCAL),))
    assert found.path == "aanbieder"
    assert found.explanation.endswith(
        f"aanbieder 12345678 is basis-lokaal vanaf 2026-01-01, maar Venlo gebruikt voor segment {segment} alleen "
        "strategisch-regionaal."
    )
    assert found.overridable
    assert "Venlo" in found.source


@pytest.mark.parametrize("gemeente", [BEESEL, BERGEN])
def test_fails_a_local_provider_in_beesel_and_bergen_in_3a_only(gemeente):
    for segment, code in CODES.items():
        found = findings_of("NL-106", new(code, gemeente=gemeente), contracts=(contract(segment, soort=LOCAL),))
        assert len(found) == (segment == "3A")


def test_passes_a_local_provider_elsewhere_and_a_strategic_one_everywhere():
    for segment, code in CODES.items():
        assert findings_of("NL-106", new(code, gemeente=HORST), contracts=(contract(segment, soort=LOCAL),)) == []
        for gemeente in policy().gemeenten:
            assert findings_of("NL-106", new(code, gemeente=gemeente), contracts=(contract(segment),)) == []


@pytest.mark.parametrize("segment", OTHERS)
def test_passes_where_there_are_no_kinds(segment):
    for soort in (None, LOCAL):
        assert findings_of("NL-106", new(OTHERS[segment]), contracts=(contract(segment, soort=soort),)) == []


def test_fails_a_contract_that_does_not_tell_the_kind():
    found = only_finding("NL-106", new("10B02"), contracts=(contract("2A", soort=None),))
    assert "heeft een contract zonder soort vanaf 2026-01-01" in found.explanation


def test_fails_only_on_days_without_a_contract_of_a_good_kind():
    contracts = (
        contract("2A", "2026-01-01", "2026-09-30", soort=LOCAL),
        contract("2A", "2026-03-01", "2026-06-30"),
        contract("2A", "2026-12-01", "2026-12-31", soort=None),
        contract("2B", soort=LOCAL),
        contract("2A", soort=LOCAL, aanbieder=OTHER_PROVIDER),
    )
    found = findings_of("NL-106", new("10B02", "2026-01-01", "2026-12-31"), contracts=contracts)
    assert [each.values["Soort"] for each in found] == ["", LOCAL]
    assert "zonder soort van 2026-12-01 t/m 2026-12-31," in found[0].explanation
    assert "is basis-lokaal van 2026-01-01 t/m 2026-02-28 en van 2026-07-01 t/m 2026-09-30," in found[1].explanation


def test_passes_without_contracts_and_without_segment():
    assert findings_of("NL-106", new("10B02")) == []
    assert findings_of("NL-106", new("10B02"), contracts=()) == []
    assert findings_of("NL-106", new("10B99"), contracts=(contract("2A", soort=LOCAL),)) == []


def test_fails_stretching_and_passes_every_other_change():
    was = care("10B02", "2026-01-01", "2026-12-31")
    contracts = (contract("2A", soort=LOCAL),)
    longer = only_finding("NL-106", changed(was, replace(was, einddatum=None)), contracts=contracts)
    assert "vanaf 2027-01-01" in longer.explanation
    shorter = replace(was, einddatum=day("2026-10-31"))
    assert findings_of("NL-106", changed(was, shorter), contracts=contracts) == []
    assert findings_of("NL-106", changed(was, was, verwijderd=True), contracts=contracts) == []


def test_fails_vervoer_by_the_kind_in_the_contract_for_its_carrier():
    rule = ProviderKindRule(
        gemeenten=frozenset({"0983"}), segmenten=frozenset({"vervoer"}), toegestaan=frozenset({GOOD}), bron="proef"
    )
    by_policy = replace(policy(), aanbiedersoorten=(rule,))
    drager = care("10B02")
    for soort, belongs in ((GOOD, 0), (LOCAL, 1)):
        contracts = (contract("2A", soort=soort), contract("2B", soort=LOCAL))
        found = findings_of("NL-106", new("08V02"), drager, contracts=contracts, by_policy=by_policy)
        assert len(found) == belongs


def test_fails_and_names_who_is_of_a_kind_that_is_used():
    others = (provider("00000001", contract("2A", soort=LOCAL)), provider("00000002", contract("2A"), naam="Zorg B"))
    found = only_finding("NL-106", new("10B02"), contracts=(contract("2A", soort=LOCAL),), others=others)
    assert found.explanation.endswith(
        "alleen strategisch-regionaal. Volgens het register van contracten kan dit wel naar 00000002 (Zorg B)."
    )
