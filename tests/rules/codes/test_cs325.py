"""CS325: an amount of nothing is debit."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.claims import client_rejected, credit, prestatie, total, wmo323, wmo325

PRESTATIE = "Clienten/Client/Prestaties/Prestatie/IngediendBedrag"


@pytest.mark.parametrize(("bedrag", "dc"), [("0", "D"), ("1", "C"), ("00", "D")])
def test_passes_nothing_as_debit_and_something_as_credit(bedrag, dc):
    line = prestatie("P1", bedrag=bedrag, dc=dc)
    assert finds("CS325", wmo323(prestaties=(line,), total=total(bedrag, dc))) == []
    assert finds("CS325", wmo325(clienten=(client_rejected(line),), totaal_toegekend_bedrag=total(bedrag, dc))) == []


@pytest.mark.parametrize("bedrag", ["0", "00", " 0", "-0"])
@pytest.mark.parametrize(
    ("make", "place"),
    [
        (lambda bedrag: wmo323(total=total(bedrag, "C")), "Declaratie/TotaalIngediendBedrag"),
        (lambda bedrag: wmo323(prestaties=(credit(bedrag=bedrag),), total=total("1")), f"Declaratie/{PRESTATIE}"),
        (
            lambda bedrag: wmo325(totaal_ingediend_bedrag=total(bedrag, "C")),
            "DeclaratieAntwoord/TotaalIngediendBedrag",
        ),
        (
            lambda bedrag: wmo325(totaal_toegekend_bedrag=total(bedrag, "C")),
            "DeclaratieAntwoord/TotaalToegekendBedrag",
        ),
        (
            lambda bedrag: wmo325(clienten=(client_rejected(credit(bedrag=bedrag)),)),
            f"DeclaratieAntwoord/{PRESTATIE}",
        ),
    ],
    ids=["claim", "prestatie", "submitted", "granted", "rejected"],
)
def test_fails_nothing_as_credit(bedrag, make, place):
    finding = the_only("CS325", make(bedrag))
    name = "TotaalBedrag" if "Totaal" in place else "Bedrag"
    assert finding.path == f"/Bericht/{place}/DebetCredit"
    assert finding.also_at == (f"/Bericht/{place}/{name}",)
    assert finding.explanation == f"{name} is 0 en toch credit (C)."


def test_passes_a_nothing_that_can_not_be_read():
    assert finds("CS325", wmo323(total=total("+0", "C"))) == []


def test_passes_an_answer_without_amounts():
    assert finds("CS325", wmo325(declaratie_antwoord=None)) == []
