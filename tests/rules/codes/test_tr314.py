"""TR314: a provider uses a ReferentieNummer once."""

import pytest

from tests.rules.claim_files import LINE, claimed
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import client, credit, prestatie, wmo323
from tests.support.messages.messages import BSN_2


def test_passes_numbers_that_are_new():
    assert finds("TR314", wmo323(prestaties=(prestatie("A"), credit("B", "C"))), claimed()) == []


@pytest.mark.parametrize(
    "line", [prestatie("A"), prestatie(" A\n"), credit("A", "C")], ids=["debit", "spaced", "credit"]
)
def test_fails_a_number_that_was_used_before(line):
    finding = the_only("TR314", wmo323(prestaties=(line,)), claimed(used_references=frozenset({"A"})))
    assert finding.retourcode == "8021"
    assert finding.path == f"{LINE}/ProductReferentie/ReferentieNummer"
    assert finding.class_path == LINE
    assert finding.explanation.endswith("is eerder gebruikt.")


def test_fails_k060_the_later_of_two_clients_with_one_number():
    message = wmo323(clienten=(client(prestatie("A")), client(prestatie("A"), bsn=BSN_2)))
    finding = the_only("TR314", message, claimed())
    assert finding.class_path == "/Bericht/Declaratie/Clienten/Client[2]/Prestaties/Prestatie"
    assert finding.explanation == "ReferentieNummer A is al gebruikt in dit bericht."
