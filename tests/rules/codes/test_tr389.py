"""TR389: the same care is claimed once."""

from tests.rules.claim_files import FEBRUARY_KEY, LINE, assigned, claimed, earlier
from tests.rules.judged import TODAY, codes, finds, the_only
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


def spelt_otherwise(**first):
    """Return a claim with two debits for the same care, which level 2 takes for two because it compares texts."""
    return wmo323(prestaties=(prestatie("A", **first), prestatie("B", toewijzing_nummer="01")))


def test_fails_the_second_in_a_message_when_level_2_does_not_see_that_it_is_the_same():
    finding = the_only("TR389", spelt_otherwise(), claimed())
    assert finding.class_path == f"{LINE}[2]"
    assert finding.explanation == "Prestatie B staat al in dit bericht als A."
    assert codes(spelt_otherwise(), claimed(), today=TODAY) == {"TR389", "GW003"}
    spaced = wmo323(prestaties=(prestatie("A", product_code="02A"), prestatie("B", product_code=" 02A")))
    assert the_only("TR389", spaced, claimed(assigned(code=None))).class_path == f"{LINE}[2]"


def test_passes_the_second_when_the_first_is_rejected_or_level_2_sees_it():
    assert finds("TR389", spelt_otherwise(product_code="02A03"), claimed()) == []
    assert finds("TR389", spelt_otherwise(), claimed(used_references=frozenset({"A"}))) == []
