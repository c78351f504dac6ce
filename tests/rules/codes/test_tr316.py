"""TR316: a claim doesn't take back what it brings."""

from tests.rules.judged import finds, the_only
from tests.support.messages.claims import client, credit, prestatie, total, wmo323
from tests.support.messages.messages import BSN_2

PRESTATIES = "/Bericht/Declaratie/Clienten/Client/Prestaties"
OWN = "ProductReferentie/ReferentieNummer"
OLD = "ProductReferentie/VorigReferentieNummer"


def test_passes_a_credit_of_what_the_claim_does_not_bring():
    assert finds("TR316", wmo323(prestaties=(prestatie("P1"), credit("P2", "P0"), credit("P3", "p1")))) == []


def test_fails_a_credit_after_what_it_takes_back():
    finding = the_only("TR316", wmo323(prestaties=(prestatie("P1"), credit("P2", "P1"))))
    assert finding.path == f"{PRESTATIES}/Prestatie[2]/{OLD}"
    assert finding.also_at == (f"{PRESTATIES}/Prestatie[1]/{OWN}",)
    assert finding.values == {"VorigReferentieNummer": "P1"}
    told = "VorigReferentieNummer P1 van prestatie P2 is het ReferentieNummer van een prestatie"
    assert finding.explanation == f"{told} in dezelfde declaratie."


def test_fails_a_credit_before_what_it_takes_back():
    finding = the_only("TR316", wmo323(prestaties=(credit("P2", "P1"), prestatie("P1"))))
    assert finding.path == f"{PRESTATIES}/Prestatie[1]/{OLD}"


def test_fails_over_clients():
    clients = (client(prestatie("P1")), client(credit("P2", "P1"), bsn=BSN_2))
    assert the_only("TR316", wmo323(clienten=clients)).path.startswith("/Bericht/Declaratie/Clienten/Client[2]/")


def test_fails_a_prestatie_that_takes_back_itself():
    finding = the_only("TR316", wmo323(prestaties=(credit("P1", "P1"),)))
    assert finding.path == f"{PRESTATIES}/Prestatie/{OLD}"
    assert finding.also_at == (f"{PRESTATIES}/Prestatie/{OWN}",)


def test_fails_once_for_each_number():
    lines = (*(prestatie("P1") for _ in range(30)), *(credit("P2", "P1") for _ in range(30)))
    finding = the_only("TR316", wmo323(prestaties=lines, total=total("1")))
    assert len(finding.also_at) == 10


def test_passes_and_fails_the_earlier_as_it_stands_by_the_later_without_white_space_around_it():
    assert the_only("TR316", wmo323(prestaties=(prestatie("P1"), credit("P2", "P1 "))))
    assert finds("TR316", wmo323(prestaties=(prestatie("P1 "), credit("P2", "P1 ")))) == []
    assert the_only("TR316", wmo323(prestaties=(credit("P2", "P1"), prestatie(" P1"))))
    assert finds("TR316", wmo323(prestaties=(credit("P2", "P1 "), prestatie("P1 ")))) == []


def test_fails_without_regard_to_white_space_within_one_prestatie():
    finding = the_only("TR316", wmo323(prestaties=(credit("P1 ", " P1"),)))
    assert finding.path == f"{PRESTATIES}/Prestatie/{OLD}"
    assert finding.values == {"VorigReferentieNummer": " P1"}


def test_fails_a_blank_number_that_equals_an_absent_one():
    finding = the_only("TR316", wmo323(prestaties=(prestatie("P1"), prestatie(" "))))
    assert finding.path == f"{PRESTATIES}/Prestatie[2]/{OWN}"
    assert finding.values == {"ReferentieNummer": " "}
    assert len(finds("TR316", wmo323(prestaties=(prestatie(" "), prestatie(" "))))) == 2
    assert the_only("TR316", wmo323(prestaties=(credit(" ", " "),)))
