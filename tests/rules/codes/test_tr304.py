"""TR304: the client is known from earlier messages."""

import pytest

from gateway.rules.case import CaseFile, Request
from tests.rules.case_files import requested
from tests.rules.claim_files import answering, claimed
from tests.rules.judged import TODAY, codes, finds, the_only
from tests.support.messages.claims import client, client_rejected, prestatie, total, wmo323, wmo325
from tests.support.messages.messages import BSN, BSN_2
from tests.support.messages.requests import wmo317


def test_passes_known_clients_and_says_nothing_where_claims_are_not_seen():
    assert finds("TR304", wmo323(), claimed()) == []
    assert finds("TR304", wmo323(), CaseFile()) == []
    answer = wmo325(
        totaal_ingediend_bedrag=total("6000"),
        totaal_toegekend_bedrag=total("0"),
        clienten=(client_rejected(prestatie()),),
    )
    assert finds("TR304", answer, answering()) == []


def test_fails_a_client_who_is_unknown_and_judges_none_of_the_lines():
    message = wmo323(clienten=(client(), client(prestatie("P1", toewijzing_nummer="9"), bsn=BSN_2)))
    case = claimed(known_clients=frozenset({BSN}))
    finding = the_only("TR304", message, case)
    assert finding.retourcode == "8187"
    assert finding.class_path == "/Bericht/Declaratie/Clienten/Client[2]"
    assert "gemeente 1507 en aanbieder 99990001" in finding.explanation
    assert BSN_2 not in finding.explanation + str(finding.values)
    assert codes(message, case, today=TODAY) == {"TR304", "GW003"}


def test_passes_a_change_for_a_client_with_care():
    assert codes(wmo317(), requested()) == set()


@pytest.mark.parametrize("of_client", [True, False])
def test_passes_a_change_for_a_client_who_asked_for_care_and_no_other(of_client):
    case = CaseFile(requests={"A1": Request(soort="WMO315", of_client=of_client)})
    assert (finds("TR304", wmo317(), case) == []) is of_client


def test_fails_a_change_for_a_client_about_whom_nothing_was_exchanged():
    finding = the_only("TR304", wmo317(), CaseFile(requests={}))
    assert (finding.retourcode, finding.class_path) == ("8187", "/Bericht/Client")
    assert finding.path == "/Bericht/Client/Bsn"
    assert BSN not in repr(finding)


def test_fails_a_client_of_an_answer_who_is_not_in_the_claim():
    answer = wmo325(
        totaal_ingediend_bedrag=total("6000"),
        totaal_toegekend_bedrag=total("0"),
        clienten=(client_rejected(prestatie(), bsn=BSN_2),),
    )
    finding = the_only("TR304", answer, answering(wmo323(prestaties=(prestatie(),))))
    assert "gemeente 1507 en aanbieder 99990001" in finding.explanation
    assert finds("TR304", answer, answering(wmo323(bsn=BSN_2, prestaties=(prestatie(),)))) == []
