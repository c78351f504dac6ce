"""TR390: a debit is credited once."""

from tests.rules.claim_files import claimed, earlier
from tests.rules.judged import TODAY, codes, finds, the_only
from tests.support.messages.claims import credit, wmo323

CREDIT = wmo323(prestaties=(credit("C", "A"),))


def test_passes_the_first_credit_and_a_debit():
    assert finds("TR390", CREDIT, claimed(debits={"A": earlier()})) == []
    assert finds("TR390", wmo323(), claimed(debits={"A": earlier(credited=True)})) == []


def test_fails_k035_the_second_and_with_that_code_alone():
    case = claimed(debits={"A": earlier(credited=True)})
    finding = the_only("TR390", CREDIT, case)
    assert finding.retourcode == "9390"
    assert codes(CREDIT, case, today=TODAY) == {"TR390"}
