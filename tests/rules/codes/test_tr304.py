"""TR304: a client of a claim is known."""

from gateway.rules.case import CaseFile
from tests.rules.claim_files import claimed
from tests.rules.judged import TODAY, codes, finds, the_only
from tests.support.messages.claims import client, prestatie, wmo323
from tests.support.messages.messages import BSN, BSN_2


def test_passes_known_clients_and_says_nothing_where_claims_are_not_seen():
    assert finds("TR304", wmo323(), claimed()) == []
    assert finds("TR304", wmo323(), CaseFile()) == []


def test_fails_a_client_who_is_unknown_and_judges_none_of_the_lines():
    message = wmo323(clienten=(client(), client(prestatie("P1", toewijzing_nummer="9"), bsn=BSN_2)))
    case = claimed(known_clients=frozenset({BSN}))
    finding = the_only("TR304", message, case)
    assert finding.retourcode == "8187"
    assert finding.class_path == "/Bericht/Declaratie/Clienten/Client[2]"
    assert BSN_2 not in finding.explanation + str(finding.values)
    assert codes(message, case, today=TODAY) == {"TR304", "GW003"}
