"""TR359: no answer follows on an assignment with the same reference."""

import pytest

from gateway.rules.case import CaseFile, RequestAnswer
from tests.rules.case_files import asked_before
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.requests import wmo319

INVESTIGATED = {"verzoek_antwoord": "2", "reden_afwijzing_verzoek": None}


def test_passes_an_answer_to_a_request_without_assignment():
    assert codes(wmo319(), asked_before("A1")) == set()
    assert codes(wmo319(), asked_before("A1", RequestAnswer.INVESTIGATED)) == set()
    assert finds("TR359", wmo319(), CaseFile()) == []


@pytest.mark.parametrize("answer", [{}, INVESTIGATED])
def test_fails_any_answer_after_the_assignment(answer):
    finding = the_only("TR359", wmo319(**answer), asked_before("A1", RequestAnswer.GRANTED))
    assert (finding.retourcode, finding.class_path) == ("9359", "/Bericht/Antwoord")


def test_fails_beside_tr360_when_there_was_an_answer_before_the_assignment():
    answers = (RequestAnswer.INVESTIGATED, RequestAnswer.GRANTED)
    assert codes(wmo319(**INVESTIGATED), asked_before("A1", *answers)) == {"TR359", "TR360"}
