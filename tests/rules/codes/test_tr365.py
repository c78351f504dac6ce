"""TR365: after a refusal nothing follows."""

from gateway.rules.case import CaseFile, RequestAnswer
from tests.rules.case_files import asked_before
from tests.rules.judged import codes, finds, the_only
from tests.support.messages.requests import wmo319


def test_passes_a_refusal_after_investigation():
    assert codes(wmo319(), asked_before("A1", RequestAnswer.INVESTIGATED)) == set()
    assert finds("TR365", wmo319(), CaseFile()) == []


def test_fails_a_second_refusal():
    finding = the_only("TR365", wmo319(), asked_before("A1", RequestAnswer.DENIED))
    assert (finding.retourcode, finding.path) == ("9365", "/Bericht/Antwoord/ReferentieAanbieder")
