"""TR355: an answer names a request."""

from gateway.rules.case import CaseFile
from tests.rules.case_files import asked_before, requested
from tests.rules.judged import finds, the_only
from tests.support.messages.requests import wmo319


def test_passes_the_reference_of_a_request_for_whichever_client():
    assert finds("TR355", wmo319(), asked_before("A1")) == []
    assert finds("TR355", wmo319(referentie_aanbieder=" A1"), asked_before("A1", of_client=False)) == []


def test_passes_where_requests_are_not_seen():
    assert finds("TR355", wmo319(), CaseFile()) == []


def test_fails_the_reference_of_no_request():
    finding = the_only("TR355", wmo319(), requested())
    assert (finding.retourcode, finding.class_path) == ("9355", "/Bericht/Antwoord")
    assert finding.path == "/Bericht/Antwoord/ReferentieAanbieder"
