"""TR315: a debit is taken back once in a claim."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.claims import client, credit, prestatie, total, wmo323
from tests.support.messages.messages import BSN_2

PRESTATIES = "/Bericht/Declaratie/Clienten/Client/Prestaties"
NUMBER = "ProductReferentie/VorigReferentieNummer"


def test_passes_different_numbers_and_none():
    lines = (prestatie("P1"), prestatie("P2"), credit("P3", "A "), credit("P4", "a"), credit("P5", "A"))
    assert finds("TR315", wmo323(prestaties=lines)) == []


def test_fails_a_number_twice_within_a_client():
    finding = the_only("TR315", wmo323(prestaties=(credit("P1", "A"), prestatie("P2"), credit("P3", "A"))))
    assert finding.path == f"{PRESTATIES}/Prestatie[3]/{NUMBER}"
    assert finding.also_at == (f"{PRESTATIES}/Prestatie[1]/{NUMBER}",)
    assert finding.values == {"VorigReferentieNummer": "A"}
    assert finding.explanation == "2 prestaties hebben VorigReferentieNummer A."


def test_fails_a_number_twice_over_clients():
    clients = (client(credit("P1", "A")), client(credit("P2", "A"), bsn=BSN_2))
    finding = the_only("TR315", wmo323(clienten=clients))
    assert finding.path == f"/Bericht/Declaratie/Clienten/Client[2]/Prestaties/Prestatie/{NUMBER}"
    assert finding.also_at == (f"/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie/{NUMBER}",)


def test_fails_once_for_each_number_however_often():
    lines = tuple(credit(f"P{n}", f"A{n % 2}") for n in range(200))
    found = finds("TR315", wmo323(prestaties=lines, total=total("1")))
    assert [finding.explanation.partition(" ")[0] for finding in found] == ["100", "100"]
    assert [len(finding.also_at) for finding in found] == [10, 10]


@pytest.mark.parametrize("later", ["A ", " A", "\tA\n"])
def test_fails_a_later_number_with_white_space_around_it_alone(later):
    message = wmo323(prestaties=(credit("P1", "A"), credit("P2", later)))
    assert the_only("TR315", message).also_at == (f"{PRESTATIES}/Prestatie[1]/{NUMBER}",)
    assert finds("TR315", wmo323(prestaties=(credit("P1", later), credit("P2", later)))) == []
    assert finds("TR315", wmo323(prestaties=(credit("P1", later), credit("P2", "A")))) == []
