"""TR374: no new request while one is open."""

import pytest

from gateway.rules.case import CaseFile, RequestAnswer
from tests.rules.case_files import asked_before, requested
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import wmo315, wmo317

BOTH = pytest.mark.parametrize("message", [wmo315(), wmo317()])


@BOTH
@pytest.mark.parametrize("answer", [RequestAnswer.GRANTED, RequestAnswer.DENIED])
def test_passes_after_a_final_answer(message, answer):
    assert finds("TR374", message, requested()) == []
    assert finds("TR374", message, asked_before("X", answer, RequestAnswer.INVESTIGATED)) == []


@BOTH
def test_passes_beside_a_request_for_another_client_and_where_requests_are_not_seen(message):
    assert finds("TR374", message, asked_before("X", of_client=False)) == []
    assert finds("TR374", message, CaseFile()) == []


@BOTH
@pytest.mark.parametrize("answers", [(), (RequestAnswer.INVESTIGATED,)])
def test_fails_while_an_earlier_one_is_open(message, answers):
    finding = the_only("TR374", message, asked_before("X", *answers))
    assert (finding.retourcode, finding.class_path) == ("9374", "/Bericht/Client")
    assert '"X"' in finding.explanation or "X" in finding.explanation
