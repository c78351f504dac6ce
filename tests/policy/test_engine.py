"""What a check on a decision must have, and what the judge makes of them."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.policy.card import Bezwaar
from gateway.policy.codes import DECISIONS, toetscodes
from gateway.policy.engine import LEVEL, besluittoetsen, blokkades, finding, toets
from gateway.policy.loading.regions import regio, regios
from gateway.standard.findings import Severity
from tests.support.policy.decisions import beleid, bevindingen, nieuw, zorg
from tests.support.policy.strategies import wilde_besluiten, wilde_dossiers

HERE = Path(__file__).parent
CODES = {
    f"NL-{honderd}{n:02}"
    for honderd, aantal in {1: 7, 2: 8, 3: 5, 4: 7, 5: 4, 6: 4}.items()
    for n in range(1, aantal + 1)
}
"""Of products and contracts, stacking and vervoer, extension, extra work, length, and change."""

ELKE = pytest.mark.parametrize("toetsing", besluittoetsen(), ids=lambda each: each.kaart.code)
ELK_BELEID = [each for naam in regios() for each in regio(naam).versies]


def test_there_is_a_check_for_every_code_and_the_policy_knows_each():
    assert [each.kaart.code for each in besluittoetsen()] == sorted(CODES)
    assert toetscodes(DECISIONS) == CODES
    for volgens in ELK_BELEID:
        assert {code for code in volgens.toetsen if code < "NL-7"} == CODES


@ELKE
def test_a_card_stands_in_the_file_of_its_code(toetsing):
    assert (
        toetsing.check.__module__ == f"gateway.policy.checks.decisions.{toetsing.kaart.code.lower().replace('-', '')}"
    )


@ELKE
def test_a_card_tells_what_a_person_needs(toetsing):
    kaart = toetsing.kaart
    assert kaart.onderwerp
    assert kaart.onderwerp.islower()
    for tekst in filter(None, (kaart.statement, kaart.remedy, kaart.note)):
        assert tekst[0].isupper()
        assert tekst.endswith(".")
        assert "  " not in tekst
    assert kaart.statement
    assert kaart.remedy


@ELKE
def test_a_check_has_tests_of_what_passes_and_of_what_fails(toetsing):
    bestand = HERE / "checks" / "decisions" / f"test_{toetsing.kaart.code.lower().replace('-', '')}.py"
    boom = ast.parse(bestand.read_text(encoding="utf-8"))
    namen = [each.name for each in boom.body if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")]
    assert any(naam.startswith("test_passes_") for naam in namen)
    assert any(naam.startswith("test_fails_") for naam in namen)
    assert all(naam.startswith(("test_passes_", "test_fails_")) for naam in namen)


@pytest.mark.parametrize("volgens", ELK_BELEID, ids=lambda each: f"{each.regio}-{each.geldig_vanaf}")
@ELKE
def test_what_a_check_leads_to_is_in_the_policy(toetsing, volgens):
    hier = volgens.toetsen[toetsing.kaart.code]
    if hier.gevolg is None:
        assert not hier.overrulebaar
        return
    gevonden = finding(toetsing.kaart, Bezwaar(text="Wat er is.", path="einddatum", betreft=(7,)), volgens)
    assert (gevonden.code, gevonden.level, gevonden.severity) == (toetsing.kaart.code, LEVEL, hier.gevolg)
    assert (gevonden.source, gevonden.remedy) == (hier.bron, toetsing.kaart.remedy)
    assert gevonden.overrulebaar is hier.overrulebaar
    assert gevonden.betreft == (7,)


def test_the_findings_come_in_the_order_of_their_codes():
    gevonden = bevindingen(nieuw("08V99"), zorg("08V99"), contracten=())
    assert [each.code for each in gevonden] == ["NL-101", "NL-207"]


def test_a_narrower_source_goes_before_that_of_the_check():
    [gevonden] = bevindingen(nieuw("02A02", "2026-01-01", "2026-12-31"), zorg("10B02"))
    assert gevonden.source != beleid().toetsen["NL-201"].bron


def met(code, **anders):
    """The policy with something else said of this check."""
    toetsen = beleid().toetsen
    return replace(beleid(), toetsen={**toetsen, code: replace(toetsen[code], **anders)})


def test_a_check_that_is_switched_off_says_nothing():
    assert bevindingen(nieuw("08V02", eenheid="82"), volgens=met("NL-203", gevolg=None)) == ()


def test_what_is_a_signal_in_the_policy_stops_nothing_and_can_not_be_overruled():
    [gevonden] = bevindingen(nieuw("08V02"), volgens=met("NL-203", gevolg=Severity.SIGNAAL))
    assert gevonden.severity is Severity.SIGNAAL
    assert not gevonden.overrulebaar
    assert blokkades([gevonden]) == ()


def test_an_override_lets_pass_what_may_be_let_pass_and_nothing_else():
    gevonden = bevindingen(nieuw("08V02", "2026-01-01", "2026-12-31"), zorg("08V02"), zorg("10B01"))
    assert {each.code for each in blokkades(gevonden)} == {"NL-201", "NL-203", "NL-207"}
    assert {each.code for each in blokkades(gevonden, overruled=True)} == {"NL-207"}


@settings(max_examples=80, deadline=None)
@given(wilde_besluiten(), wilde_dossiers(), st.sampled_from(ELK_BELEID))
def test_no_check_stumbles_over_any_decision(besluit, dossier, volgens):
    for gevonden in toets(besluit, dossier, volgens):
        assert gevonden.code in CODES
        assert gevonden.path
        assert gevonden.explanation[0].isupper()
        assert gevonden.explanation.endswith(".")
        assert "None" not in gevonden.explanation
        assert all(isinstance(waarde, str) and naam for naam, waarde in gevonden.values.items())
        assert all(nummer in {each.nummer for each in dossier.zorg} for nummer in gevonden.betreft)
