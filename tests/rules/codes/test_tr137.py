"""TR137: a period that is claimed has ended (Dagtekening is 2024-03-01 here)."""

import pytest

from tests.rules.judged import edited, finds, the_only
from tests.support.messages.claims import client_rejected, periode, prestatie, wmo323, wmo325

CLAIM = "/Bericht/Declaratie/DeclaratiePeriode"
PRODUCT = "/Bericht/Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode"
REJECTED = "/Bericht/DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie/ProductPeriode"


def in_claim(period):
    return wmo323(declaratie_periode=period)


def in_prestatie(period):
    return wmo323(product_periode=period)


def in_answer(period):
    return wmo325(clienten=(client_rejected(prestatie(product_periode=period)),))


everywhere = pytest.mark.parametrize(
    ("make", "place"), [(in_claim, CLAIM), (in_prestatie, PRODUCT), (in_answer, REJECTED)]
)


@everywhere
@pytest.mark.parametrize(("begin", "end"), [("2024-02-01", "2024-03-01"), ("2024-02-01", "2024-02-01")])
def test_passes_until_dagtekening_and_a_period_of_one_day(make, place, begin, end):
    assert finds("TR137", make(periode(begin, end))) == []


@everywhere
def test_fails_an_end_before_the_begin(make, place):
    finding = the_only("TR137", make(periode("2024-02-02", "2024-02-01")))
    assert (finding.path, finding.also_at) == (f"{place}/Einddatum", (f"{place}/Begindatum",))
    whose = "de declaratieperiode" if place == CLAIM else "prestatie P1"
    assert finding.explanation == f"Einddatum 2024-02-01 van {whose} ligt voor Begindatum 2024-02-02."


@everywhere
def test_fails_an_end_after_dagtekening(make, place):
    finding = the_only("TR137", make(periode("2024-03-01", "2024-03-02")))
    assert finding.path == f"{place}/Einddatum"
    assert finding.also_at == ("/Bericht/Header/BerichtIdentificatie/Dagtekening",)
    whose = "de declaratieperiode" if place == CLAIM else "prestatie P1"
    assert finding.explanation == f"Einddatum 2024-03-02 van {whose} ligt na Dagtekening 2024-03-01."


def test_fails_twice_after_dagtekening_and_before_the_begin():
    assert len(finds("TR137", in_claim(periode("2024-04-02", "2024-04-01")))) == 2


def test_fails_every_period_when_white_space_stands_before_dagtekening():
    found = finds("TR137", edited(wmo323(), {"iwmo:Dagtekening>2024-03-01": "iwmo:Dagtekening> 2024-03-01"}))
    assert [finding.path for finding in found] == [f"{CLAIM}/Einddatum", f"{PRODUCT}/Einddatum"]


def test_fails_an_end_with_white_space_before_it():
    message = in_prestatie(periode("2024-02-01", "2024-02-28"))
    assert the_only("TR137", edited(message, {">2024-02-28": "> 2024-02-28"}))


def test_passes_an_answer_without_clients():
    assert finds("TR137", wmo325()) == []
