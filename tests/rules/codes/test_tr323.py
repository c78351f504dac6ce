"""TR323: a credit takes back a debit that was granted."""

from datetime import date

import pytest

from tests.rules.claim_files import LINE, assigned, claimed, earlier
from tests.rules.judged import TODAY, codes, finds, the_only
from tests.support.messages.claims import credit, wmo323

CREDIT = wmo323(prestaties=(credit("C", "A"),))


def test_passes_a_copy_of_a_granted_debit():
    assert finds("TR323", CREDIT, claimed(debits={"A": earlier()})) == []


def test_passes_k040_a_credit_that_no_longer_fits_the_assignment():
    case = claimed(assigned(size="1x04/6", einddatum=date(2024, 1, 15)), debits={"A": earlier()})
    assert codes(CREDIT, case, today=TODAY) == set()


@pytest.mark.parametrize(
    ("debits", "told"), [({}, "niet bekend"), ({"A": earlier(granted=False)}, "afgewezen")], ids=["unknown", "rejected"]
)
def test_fails_k030_what_is_unknown_or_was_rejected(debits, told):
    finding = the_only("TR323", CREDIT, claimed(debits=debits))
    assert finding.retourcode == "8017"
    assert finding.path == f"{LINE}/ProductReferentie/VorigReferentieNummer"
    assert finding.explanation == f"Prestatie C crediteert A, maar een debet met dat nummer is {told}."


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"bedrag": 5999}, "bedrag"),
        ({"tarief": None}, "tarief"),
        ({"volume": 121}, "volume"),
        ({"eenheid": "04"}, "volume"),
        ({"einddatum": date(2024, 2, 28)}, "periode"),
        ({"code": "02A03"}, "product"),
        ({"toewijzing_nummer": 2}, "toewijzing"),
        ({"bsn": None}, "cliënt"),
    ],
)
def test_fails_k038_a_credit_that_is_no_copy(changes, told):
    finding = the_only("TR323", CREDIT, claimed(debits={"A": earlier(**changes)}))
    assert finding.explanation.endswith(f"verschilt daarvan in {told}.")


def test_fails_one_credit_beside_another_that_is_right():
    message = wmo323(prestaties=(credit("C", "A"), credit("D", "B")))
    assert the_only("TR323", message, claimed(debits={"A": earlier()})).class_path == f"{LINE}[2]"
