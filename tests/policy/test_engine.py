"""The checks on decisions have a card, tests and an entry in each policy; the engine runs them all."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.policy.card import Objection
from gateway.policy.codes import DECISIONS, check_codes
from gateway.policy.engine import LEVEL, blocking, check_decision, decision_checks, finding
from gateway.policy.loading.regions import load_region, region_names
from gateway.standard.findings import Severity
from tests.support.policy.decisions import care, findings, new, policy
from tests.support.policy.strategies import wild_care_files, wild_decisions

HERE = Path(__file__).parent
CODES = check_codes(DECISIONS)
EACH_CHECK = pytest.mark.parametrize("check", decision_checks(), ids=lambda each: each.card.code)
ALL_POLICIES = [each for name in region_names() for each in load_region(name).versions]


def test_there_is_a_check_for_every_code_and_the_policy_knows_each():
    assert [each.card.code for each in decision_checks()] == sorted(CODES)
    for by_policy in ALL_POLICIES:
        assert set(by_policy.toetsen) >= CODES


@EACH_CHECK
def test_a_card_stands_in_the_file_of_its_code(check):
    assert check.check.__module__ == f"gateway.policy.checks.decisions.{check.card.code.lower().replace('-', '')}"


@EACH_CHECK
def test_a_card_tells_what_a_person_needs(check):
    card = check.card
    assert card.subject
    assert card.subject.islower()
    for text in filter(None, (card.statement, card.remedy, card.note)):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "  " not in text
    assert card.statement
    assert card.remedy


@EACH_CHECK
def test_a_check_has_tests_of_what_passes_and_of_what_fails(check):
    file = HERE / "checks" / "decisions" / f"test_{check.card.code.lower().replace('-', '')}.py"
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = [each.name for each in tree.body if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")]
    assert any(name.startswith("test_passes_") for name in names)
    assert any(name.startswith("test_fails_") for name in names)
    assert all(name.startswith(("test_passes_", "test_fails_")) for name in names)


@pytest.mark.parametrize("by_policy", ALL_POLICIES, ids=lambda each: f"{each.regio}-{each.geldig_vanaf}")
@EACH_CHECK
def test_what_a_check_leads_to_is_in_the_policy(check, by_policy):
    here = by_policy.toetsen[check.card.code]
    if here.gevolg is None:
        assert not here.overrulebaar
        return
    found = finding(check.card, Objection(text="Wat er is.", path="einddatum", other_assignments=(7,)), by_policy)
    assert (found.code, found.level, found.severity) == (check.card.code, LEVEL, here.gevolg)
    assert (found.source, found.remedy) == (here.bron, check.card.remedy)
    assert found.overridable is here.overrulebaar
    assert found.other_assignments == (7,)


def test_the_findings_come_in_the_order_of_their_codes():
    found = findings(new("08V99"), care("08V99"), contracts=())
    assert [each.code for each in found] == ["NL-101", "NL-207"]


def test_a_narrower_source_goes_before_that_of_the_check():
    [found] = findings(new("02A02", "2026-01-01", "2026-12-31"), care("10B02"))
    assert found.source != policy().toetsen["NL-201"].bron


def policy_with(code, **changes):
    """Return the policy with another setting for this check."""
    toetsen = policy().toetsen
    return replace(policy(), toetsen={**toetsen, code: replace(toetsen[code], **changes)})


def test_a_check_that_is_switched_off_says_nothing():
    assert findings(new("08V02", eenheid="82"), by_policy=policy_with("NL-203", gevolg=None)) == ()


def test_what_is_a_signal_in_the_policy_stops_nothing_and_can_not_be_overruled():
    [found] = findings(new("08V02"), by_policy=policy_with("NL-203", gevolg=Severity.SIGNAAL))
    assert found.severity is Severity.SIGNAAL
    assert not found.overridable
    assert blocking([found]) == ()


def test_an_override_lets_pass_what_may_be_let_pass_and_nothing_else():
    found = findings(new("08V02", "2026-01-01", "2026-12-31"), care("08V02"), care("10B01"))
    assert {each.code for each in blocking(found)} == {"NL-201", "NL-203", "NL-207"}
    assert {each.code for each in blocking(found, overruled=True)} == {"NL-207"}


@settings(max_examples=80, deadline=None)
@given(wild_decisions(), wild_care_files(), st.sampled_from(ALL_POLICIES))
def test_no_check_stumbles_over_any_decision(decision, care_file, by_policy):
    for found in check_decision(decision, care_file, by_policy):
        assert found.code in CODES
        assert found.path
        assert found.explanation[0].isupper()
        assert found.explanation.endswith(".")
        assert "None" not in found.explanation
        assert all(isinstance(value, str) and name for name, value in found.values.items())
        assert all(nummer in {each.nummer for each in care_file.care} for nummer in found.other_assignments)
