"""TR337: an answer is about a claim that was sent."""

from gateway.rules.case import CaseFile
from tests.rules.claim_files import answering
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import wmo323, wmo325


def test_passes_an_answer_to_a_claim_that_was_sent():
    assert finds("TR337", wmo325(), answering(wmo323(identificatie="CLAIM1"))) == []
    assert finds("TR337", wmo325(), CaseFile()) == [], "where claims aren't seen"


def test_fails_an_answer_to_no_claim():
    finding = the_only("TR337", wmo325(), answering())
    assert finding.path == "/Bericht/Header/DeclaratieIdentificatie/Identificatie"
    assert (finding.retourcode, finding.explanation) == (
        None,
        "De WMO323 met Identificatie CLAIM1 en Dagtekening 2024-03-01 waarop dit het antwoord is, is er niet.",
    )


def test_fails_an_answer_that_names_another_day():
    finding = the_only("TR337", wmo325(), answering(wmo323(identificatie="CLAIM1", dagtekening="2024-02-29")))
    assert finding.explanation.endswith("heeft Dagtekening 2024-02-29.")
