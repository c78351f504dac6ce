"""TR390: a debit is credited once."""

from tests.rules.claim_files import LINE, claimed, earlier
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


def twice(**first):
    """Return a claim that takes back one debit twice, which level 2 doesn't see for the white space."""
    return wmo323(prestaties=(credit("C", "A ", **first), credit("D", "A ")))


def test_fails_the_second_in_a_message_when_level_2_does_not_see_that_it_is_the_same():
    case = claimed(debits={"A": earlier()})
    finding = the_only("TR390", twice(), case)
    assert finding.class_path == f"{LINE}[2]"
    assert finding.explanation == "Prestatie D crediteert A, net als C eerder in dit bericht."
    assert codes(twice(), case, today=TODAY) == {"TR390"}


def test_passes_the_second_when_the_first_is_rejected():
    case = claimed(debits={"A": earlier()})
    assert finds("TR390", twice(bedrag="1"), case) == []


def test_passes_credits_of_what_is_not_known():
    assert finds("TR390", twice(), claimed()) == []
