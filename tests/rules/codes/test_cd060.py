"""CD060: a credit names the debit that it takes back, and nothing else does."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.claims import client_rejected, credit, prestatie, wmo323, wmo325

PRESTATIE = "/Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie"


@pytest.mark.parametrize("each", [prestatie(), credit()], ids=["debit", "credit"])
def test_passes_a_debit_without_and_a_credit_with_an_earlier_number(each):
    assert finds("CD060", wmo323(prestaties=(each,))) == []
    assert finds("CD060", wmo325(clienten=(client_rejected(each),))) == []


@pytest.mark.parametrize("former", [None, "  "])
def test_fails_a_credit_without_an_earlier_number(former):
    finding = the_only("CD060", wmo323(prestaties=(credit("P2", former),)))
    places = [f"{PRESTATIE}/ProductReferentie/VorigReferentieNummer", f"{PRESTATIE}/IngediendBedrag/DebetCredit"]
    assert [finding.path, *finding.also_at] == places[former is None :]
    assert finding.explanation == "VorigReferentieNummer ontbreekt bij prestatie P2, die credit (C) is."


def test_fails_a_debit_with_an_earlier_number():
    finding = the_only("CD060", wmo323(prestaties=(prestatie("P1", "P0"),)))
    assert finding.path == f"{PRESTATIE}/ProductReferentie/VorigReferentieNummer"
    assert finding.also_at == (f"{PRESTATIE}/IngediendBedrag/DebetCredit",)
    assert finding.explanation == "VorigReferentieNummer P0 hoort niet bij prestatie P1 met DebetCredit D."


def test_fails_in_an_answer_too():
    finding = the_only("CD060", wmo325(clienten=(client_rejected(prestatie(), credit("P2", None)),)))
    assert finding.path == (
        "/Bericht/DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie[2]/IngediendBedrag/DebetCredit"
    )
