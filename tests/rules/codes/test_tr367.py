"""TR367: a Prestatie in an answer is a copy."""

import pytest

from gateway.rules.case import CaseFile
from tests.rules.claim_files import REJECTED, answering
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import client_rejected, periode, prestatie, total, wmo323, wmo325
from tests.support.messages.messages import BSN, BSN_2


def answer(bsn=BSN, **changes):
    return wmo325(
        totaal_ingediend_bedrag=total("6000"),
        totaal_toegekend_bedrag=total("0"),
        clienten=(client_rejected(prestatie(**changes), bsn=bsn),),
    )


CLAIM = wmo323(prestaties=(prestatie(),))


def test_passes_a_copy():
    assert finds("TR367", answer(), answering(CLAIM)) == []
    assert finds("TR367", answer(geleverd_volume="0120", toewijzing_nummer="01"), answering(CLAIM)) == []
    euros = {"eenheid": "83", "product_tarief": None, "geleverd_volume": "6000"}
    assert finds("TR367", answer(**euros), answering(wmo323(prestaties=(prestatie(**euros),)))) == []
    assert finds("TR367", answer(product_code=" X"), answering(wmo323(prestaties=(prestatie(product_code="X"),)))) == []
    assert finds("TR367", answer(nummer="P9", geleverd_volume="1"), answering(CLAIM)) == [], "that is TR366"
    assert finds("TR367", answer(geleverd_volume="1"), CaseFile()) == [], "where claims aren't seen"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"toewijzing_nummer": "2"}, "ToewijzingNummer"),
        ({"product_code": "02A03"}, "ProductCode"),
        ({"product_periode": periode("2024-02-01", "2024-02-28")}, "ProductPeriode"),
        ({"geleverd_volume": "121"}, "GeleverdVolume"),
        ({"product_tarief": "51"}, "ProductTarief"),
        ({"eenheid": "04"}, "Eenheid"),
        ({"bsn": BSN_2}, "cliënt"),
    ],
)
def test_fails_what_differs(changes, told):
    finding = the_only("TR367", answer(**changes), answering(CLAIM))
    assert (finding.retourcode, finding.path) == ("9367", REJECTED)
    assert finding.explanation == f"In het antwoord verschilt prestatie P1 van de declaratie in {told}."


def test_fails_another_amount():
    other = wmo323(prestaties=(prestatie(bedrag="5000"),))
    assert the_only("TR367", answer(), answering(other)).explanation.endswith("in IngediendBedrag.")


def test_fails_one_beside_another_that_is_not_in_the_claim():
    lines = client_rejected(prestatie("P9"), prestatie(geleverd_volume="1"))
    message = wmo325(totaal_ingediend_bedrag=total("12000"), totaal_toegekend_bedrag=total("0"), clienten=(lines,))
    assert the_only("TR367", message, answering(CLAIM)).class_path == f"{REJECTED}[2]"
