"""TR389: the same care is claimed once."""

from tests.rules.claim_files import FEBRUARY_KEY, LINE, claimed, earlier
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import credit, prestatie, wmo323

STANDING = {"standing": {FEBRUARY_KEY: "A"}, "debits": {"A": earlier()}}


def test_passes_what_does_not_stand_and_another_code():
    assert finds("TR389", wmo323(), claimed()) == []
    assert finds("TR389", wmo323(product_code="02A03"), claimed(**STANDING)) == []


def test_passes_k033_what_a_credit_in_the_message_takes_back_wherever_it_stands():
    assert finds("TR389", wmo323(prestaties=(prestatie("B"), credit("C", "A"))), claimed(**STANDING)) == []


def test_fails_k034_what_stands_already():
    finding = the_only("TR389", wmo323(), claimed(**STANDING))
    assert finding.retourcode == "9389"
    assert "al gedeclareerd als A" in finding.explanation
    assert finding.class_path == LINE


def test_fails_when_the_credit_is_rejected_itself():
    message = wmo323(prestaties=(prestatie("B"), credit("C", "A", bedrag="1")))
    assert the_only("TR389", message, claimed(**STANDING)).class_path == f"{LINE}[1]"
