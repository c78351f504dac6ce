"""TR360: only the first answer may be that the request is under investigation."""

import pytest

from gateway.rules.case import CaseFile, RequestAnswer
from tests.rules.case_files import asked_before
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.requests import wmo319

INVESTIGATED = {"verzoek_antwoord": "2", "reden_afwijzing_verzoek": None}


def test_passes_a_first_answer_and_a_refusal_after_investigation():
    assert codes(wmo319(**INVESTIGATED), asked_before("A1")) == set()
    assert codes(wmo319(), asked_before("A1", RequestAnswer.INVESTIGATED)) == set()
    assert finds("TR360", wmo319(**INVESTIGATED), CaseFile()) == []


def test_fails_a_second_investigation():
    finding = the_only("TR360", wmo319(**INVESTIGATED), asked_before("A1", RequestAnswer.INVESTIGATED))
    assert (finding.retourcode, finding.class_path) == ("9360", "/Bericht/Antwoord")


@pytest.mark.parametrize("answers", [(RequestAnswer.DENIED,), (RequestAnswer.INVESTIGATED, RequestAnswer.DENIED)])
def test_fails_beside_tr365_after_a_refusal(answers):
    assert codes(wmo319(**INVESTIGATED), asked_before("A1", *answers)) == {"TR360", "TR365"}
