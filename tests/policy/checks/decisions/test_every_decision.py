"""Laws for all checks on decisions, for any decision and care file."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gateway.policy.care_file import CareFile
from gateway.policy.engine import blocking, check_decision
from tests.support.policy.decision_strategies import care_files, changed_decisions, decisions, shortenings, verwijderd
from tests.support.policy.decisions import policy

TEXT_ON = st.sampled_from(["2022-01-01", "2024-01-01"])
EVEN_WHEN_SHORTENED = {"NL-302", "NL-403", "NL-603"}
"""Checks that also look at days that are taken away: whole months, and care without its carrier or base."""


@given(decisions(), care_files(), TEXT_ON)
def test_a_finding_names_no_assignment_but_those_of_the_dossier_and_no_value_that_is_not_there(decision, care_file, on):
    numbers = {each.nummer for each in care_file.care}
    for found in check_decision(decision, care_file, policy(on)):
        assert set(found.other_assignments) <= numbers
        assert "None" not in " ".join((found.explanation, *found.values.values()))


@given(shortenings(), care_files(), TEXT_ON)
def test_shortening_is_stopped_by_little(decision, care_file, on):
    assert {each.code for each in blocking(check_decision(decision, care_file, policy(on)))} <= EVEN_WHEN_SHORTENED


@given(changed_decisions(), care_files(), TEXT_ON)
def test_a_removal_is_looked_at_by_one_check_only_and_what_stays_as_it_is_by_none(decision, care_file, on):
    assert {each.code for each in check_decision(verwijderd(decision), care_file, policy(on))} <= {"NL-603"}
    same = replace(decision, care=decision.was)
    assert check_decision(same, care_file, policy(on)) == ()


@given(decisions(), care_files(), TEXT_ON)
def test_the_order_of_the_care_file_makes_no_difference(decision, care_file, on):
    def short(findings):
        return sorted((each.code, sorted(each.other_assignments)) for each in findings)

    reversed_order = CareFile(care=care_file.care[::-1], contracts=care_file.contracts and care_file.contracts[::-1])
    assert short(check_decision(decision, care_file, policy(on))) == short(
        check_decision(decision, reversed_order, policy(on))
    )
