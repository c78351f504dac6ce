"""TR358: the total of a claim is what its Prestaties come to."""

import pytest

from tests.rules.judged import edited, finds, the_only
from tests.support.messages.claims import client, credit, prestatie, total, wmo323
from tests.support.messages.messages import BSN_2

TOTAL = "/Bericht/Declaratie/TotaalIngediendBedrag"
DEBIT = (prestatie("P1", bedrag="6000"), credit("P2", "A", bedrag="1000"))
CREDIT = (prestatie("P1", bedrag="1000"), credit("P2", "A", bedrag="6000"))
EVEN = (prestatie("P1"), credit("P2", "A"))


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        (DEBIT, total("5000")),
        (CREDIT, total("5000", "C")),
        (EVEN, total("0")),
        (EVEN, total("0", "C")),
        ((prestatie(bedrag="006000"),), total("6000")),
        (DEBIT, total(" 5000\n")),
    ],
    ids=["debit", "credit", "even", "even as credit", "spelling of a line", "white space"],
)
def test_passes_the_sum_with_its_sign(lines, total):
    assert finds("TR358", wmo323(prestaties=lines, total=total)) == []


def test_passes_the_sum_over_clients_even_a_huge_one():
    many = tuple(prestatie(f"P{n}", bedrag="99999999") for n in range(30))
    clients = (client(*many), client(*many, bsn=BSN_2))
    assert finds("TR358", wmo323(clienten=clients, total=total(str(60 * 99999999)))) == []


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        (DEBIT, total("5001")),
        (DEBIT, total("5000", "C")),
        (CREDIT, total("5000")),
        (DEBIT, total("05000")),
        (DEBIT, total("+5000")),
        (EVEN, total("-0")),
        ((prestatie(bedrag="+6000"),), total("6000")),
    ],
    ids=["number", "sign", "sign of credit", "leading zero", "plus", "minus", "line not to be read"],
)
def test_fails_another_sum_sign_or_spelling(lines, total):
    finding = the_only("TR358", wmo323(prestaties=lines, total=total))
    assert finding.path == f"{TOTAL}/TotaalBedrag"
    assert finding.also_at[0] == f"{TOTAL}/DebetCredit"
    assert len(finding.also_at) == 1 + len(lines)
    assert finding.also_at[-1].endswith("/IngediendBedrag")


def test_fails_with_the_sum_in_words():
    finding = the_only("TR358", wmo323(prestaties=CREDIT, total=total("5000")))
    assert finding.explanation == "TotaalBedrag is 5000 (D); de som van de prestaties is 5000 (C)."
    finding = the_only("TR358", wmo323(prestaties=(prestatie(bedrag="+1"),), total=total("1")))
    assert finding.explanation.endswith("de som van de prestaties is niet te berekenen.")


def test_passes_by_the_whole_of_an_amount():
    assert not finds("TR358", edited(wmo323(), {"Bedrag>6000</iwmo:Bedrag": "Bedrag>60<!-- -->00</iwmo:Bedrag"}))


def test_fails_pointing_at_no_more_than_ten_lines():
    lines = tuple(prestatie(f"P{n}") for n in range(40))
    assert len(the_only("TR358", wmo323(prestaties=lines, total=total("1"))).also_at) == 11
