"""TR379: ReferentieAanbieder is that of a request."""

import pytest

from gateway.rules.case import CaseFile
from tests.rules.judged import finds, the_only
from tests.support.messages.messages import wmo301

NONE_KNOWN = CaseFile(known_references=frozenset())


@pytest.mark.parametrize("reference", ["R1", " R1 "])
def test_passes_the_reference_of_a_known_request(reference):
    message = wmo301(referentie_aanbieder=reference)
    assert finds("TR379", message, CaseFile(known_references=frozenset({"R1"}))) == []


def test_passes_no_reference_and_any_where_requests_are_not_seen():
    assert finds("TR379", wmo301(), NONE_KNOWN) == []
    assert finds("TR379", wmo301(referentie_aanbieder="R1"), CaseFile()) == []


def test_fails_the_reference_of_no_known_request():
    finding = the_only("TR379", wmo301(referentie_aanbieder="R1"), NONE_KNOWN)
    assert finding.retourcode == "9379"
    assert finding.path == "/Bericht/Client/ToegewezenProducten/ToegewezenProduct/ReferentieAanbieder"
    assert "R1" in finding.explanation
