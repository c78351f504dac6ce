"""TR376: an answer names the number of the claim."""

from gateway.rules.case import CaseFile
from tests.rules.claim_files import answering
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import wmo323, wmo325


def test_passes_the_number_of_the_claim():
    assert finds("TR376", wmo325(), answering(wmo323())) == []
    assert finds("TR376", wmo325(declaratie_nummer="D2"), CaseFile()) == [], "where claims aren't seen"
    assert finds("TR376", wmo325(declaratie_antwoord=None), answering(wmo323())) == [], "it names none"


def test_fails_another_number():
    finding = the_only("TR376", wmo325(declaratie_nummer="D2"), answering(wmo323()))
    assert finding.path == "/Bericht/DeclaratieAntwoord/DeclaratieNummer"
    assert finding.explanation == "De declaratie heeft DeclaratieNummer D1; het antwoord noemt D2."
    assert finding.retourcode is None
