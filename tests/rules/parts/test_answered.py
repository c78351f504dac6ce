"""The claim that is answered, and which of its Prestaties an answer copies."""

from gateway.rules.case import CaseFile
from gateway.rules.parts.answered import claim_of, copies
from tests.rules.claim_files import answering
from tests.support.messages.claims import client_rejected, credit, prestatie, wmo323, wmo325


def test_a_copy_is_found_by_both_numbers():
    claim = wmo323(prestaties=(prestatie("P1"), credit("P2", "P0")))
    answer = wmo325(clienten=(client_rejected(credit("P2", "P0"), prestatie("P2"), prestatie("P1")),))
    found = [each.claimed and each.claimed[1] for each in copies(answer, answering(claim))]
    first, second = claim.declaratie.clienten[0].prestaties
    assert found == [second, None, first]


def test_a_claim_that_is_not_there_or_not_seen_has_no_copies():
    answer = wmo325(clienten=(client_rejected(prestatie()),))
    for case in (CaseFile(), answering()):
        assert claim_of(case) is None
        assert list(copies(answer, case)) == []
