"""TR342: what is granted of a claim is all but what is rejected."""

import pytest

from tests.rules.judged import finds, the_only
from tests.support.messages.claims import client_rejected, credit, prestatie, total, wmo325

ANSWER = "/Bericht/DeclaratieAntwoord"


def answer(submitted, granted, *rejected, codes=("0200",)):
    return wmo325(
        totaal_ingediend_bedrag=submitted,
        totaal_toegekend_bedrag=granted,
        clienten=(client_rejected(*rejected),) if rejected else (),
        retour_codes=codes,
    )


@pytest.mark.parametrize(
    ("submitted", "granted", "rejected"),
    [
        (total("10000"), total("10000"), ()),
        (total("10000"), total("4000"), (prestatie(bedrag="6000"),)),
        (total("10000"), total("0"), (prestatie(bedrag="6000"), prestatie("P2", bedrag="4000"))),
        (total("10000"), total("11000"), (credit(bedrag="1000"),)),
        (total("500", "C"), total("1500", "C"), (prestatie(bedrag="1000"),)),
        (total("500", "C"), total("500"), (credit(bedrag="1000"),)),
        (total("010000"), total(" 4000"), (prestatie(bedrag="06000"),)),
    ],
    ids=["all granted", "part rejected", "all rejected", "credit rejected", "a credit claim", "signs", "spelling"],
)
@pytest.mark.parametrize("codes", [("0200",), ("8001",), ("0200", "8001")])
def test_passes_totals_that_differ_by_what_is_rejected(submitted, granted, rejected, codes):
    assert finds("TR342", answer(submitted, granted, *rejected, codes=codes)) == []


@pytest.mark.parametrize("granted", [total("0"), total("00"), total("0", "C")])
def test_passes_a_rejected_claim_of_which_nothing_is_granted(granted):
    assert finds("TR342", answer(total("10000"), granted, codes=("0200", "9333"))) == []


def test_passes_an_answer_in_the_header_alone():
    assert finds("TR342", wmo325(declaratie_antwoord=None)) == []


@pytest.mark.parametrize(
    ("submitted", "granted", "rejected"),
    [
        (total("10000"), total("9999"), ()),
        (total("10000"), total("4000"), (prestatie(bedrag="5999"),)),
        (total("10000"), total("9000"), (credit(bedrag="1000"),)),
        (total("500", "C"), total("1500"), (prestatie(bedrag="1000"),)),
        (total("+10000"), total("10000"), ()),
    ],
    ids=["nothing rejected", "less rejected", "credit counted up", "signs", "not to be read"],
)
def test_fails_totals_that_differ_by_something_else(submitted, granted, rejected):
    finding = the_only("TR342", answer(submitted, granted, *rejected))
    assert finding.path == f"{ANSWER}/TotaalToegekendBedrag"
    assert finding.also_at == (f"{ANSWER}/TotaalIngediendBedrag",)
    assert finding.retourcode == "0001"


def test_fails_with_the_amounts_in_words():
    finding = the_only("TR342", answer(total("10000"), total("9000"), credit(bedrag="1000")))
    assert finding.explanation == (
        "Ingediend totaal 10000 (D) min toegekend totaal 9000 (D) is niet de som van de afgewezen prestaties: 1000 (C)."
    )
    unreadable = the_only("TR342", answer(total("1"), total("1"), prestatie(bedrag="+1")))
    assert unreadable.explanation.endswith("niet te berekenen.")


@pytest.mark.parametrize("granted", [total("1"), total("1", "C"), total("+0")])
def test_fails_a_rejected_claim_of_which_something_is_granted(granted):
    finding = the_only("TR342", answer(total("10000"), granted, codes=("0200", "9333")))
    assert (finding.path, finding.also_at) == (f"{ANSWER}/TotaalToegekendBedrag", ())
    told = f"{granted.totaal_bedrag} ({granted.debet_credit})"
    assert finding.explanation == (
        f"De declaratie is als geheel afgewezen (0200, 9333), maar het toegekende totaal is {told}."
    )
