"""TR366: a Prestatie in an answer is one of the claim."""

from gateway.rules.case import CaseFile
from tests.rules.claim_files import REJECTED, answering
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import client_rejected, credit, prestatie, total, wmo323, wmo325


def rejecting(*prestaties):
    return wmo325(
        totaal_ingediend_bedrag=total("10000"),
        totaal_toegekend_bedrag=total(str(10000 - sum(int(each.ingediend_bedrag.bedrag) for each in prestaties))),
        clienten=(client_rejected(*prestaties),),
    )


def test_passes_what_is_in_the_claim():
    claim = wmo323(prestaties=(prestatie("P1"), prestatie("P2")))
    assert finds("TR366", rejecting(prestatie("P2")), answering(claim)) == []
    assert finds("TR366", rejecting(prestatie("P2 ")), answering(claim)) == []
    assert finds("TR366", rejecting(prestatie("P9")), CaseFile()) == [], "where claims aren't seen"


def test_fails_a_number_that_the_claim_has_not():
    finding = the_only("TR366", rejecting(prestatie("P9")), answering(wmo323(prestaties=(prestatie("P1"),))))
    assert finding.path == f"{REJECTED}/ProductReferentie/ReferentieNummer"
    assert (finding.retourcode, finding.class_path) == ("9366", REJECTED)
    assert finding.explanation == "De declaratie die wordt beantwoord heeft geen prestatie P9."


def test_fails_another_former_number():
    claim = wmo323(prestaties=(credit("P2", "P0"),))
    answer = wmo325(
        totaal_ingediend_bedrag=total("6000", "C"),
        totaal_toegekend_bedrag=total("0"),
        clienten=(client_rejected(credit("P2", "P1")),),
    )
    assert the_only("TR366", answer, answering(claim)).explanation.endswith("prestatie P2 met vorig nummer P1.")
