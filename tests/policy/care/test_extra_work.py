"""The judgements in extra_work are those of the checks on decisions whose codes they have; those have the cases."""

from hypothesis import given

from gateway.policy.care.extra_work import EXTRA_WORK_LENGTH, EXTRA_WORK_PLACE
from gateway.policy.codes import DECISIONS, check_modules
from tests.support.policy.decision_strategies import care_files, decisions
from tests.support.policy.decisions import policy

CHECKS = {module.card.code: module.check for module in check_modules(DECISIONS)}
JUDGEMENTS = {**EXTRA_WORK_LENGTH, **EXTRA_WORK_PLACE}


@given(decisions(), care_files())
def test_a_judgement_says_what_the_check_of_its_code_says(decision, care_file):
    for code, judgement in JUDGEMENTS.items():
        assert list(judgement(decision, care_file, policy())) == list(CHECKS[code](decision, care_file, policy()))
