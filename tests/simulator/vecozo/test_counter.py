"""VECOZO's first look at a message, and what it finds wrong after that."""

from typing import Any

import pytest

from gateway.simulator.journal import Journal
from gateway.simulator.scenario import Vecozo
from gateway.simulator.vecozo.box import Box
from gateway.simulator.vecozo.counter import Counter, Refused
from gateway.standard.stuf.answers import OK, SoapAnswer
from gateway.standard.stuf.messages import Envelope
from gateway.standard.stuf.read import StufProblem
from gateway.standard.vecozo.codes import Status
from gateway.standard.vecozo.metadata import Metadata
from tests.support.api.application import NOW
from tests.support.api.parties import THUIS, ZORG, start
from tests.support.exchange.at_vecozo import metadata_for
from tests.support.messages.messages import schemas, xml

WMO305 = start(1, "S1")


TAKEN = SoapAnswer(OK, b"")


def a_counter(taken: list[Envelope], answer: SoapAnswer | StufProblem = TAKEN) -> Counter:
    """Return a counter that hands messages on to this list."""

    def hand_on(envelope: Envelope) -> SoapAnswer:
        if isinstance(answer, StufProblem):
            raise answer
        taken.append(envelope)
        return answer

    return Counter(Box(ZORG, Vecozo(), Journal(lambda: NOW), lambda: NOW), hand_on, lambda: NOW, schemas())


def shape(message: Any = WMO305, **route: Any) -> Metadata:
    found = metadata_for(message)
    found["routeringgegevens"].update(route)
    return Metadata.model_validate(found)


GEMEENTE = {"rol": "Gemeente", "code": "0983"}
STREAM = {"berichttype": "WMO", "berichtversie": 3, "berichtsubversie": 2, "actie": "x"}


@pytest.mark.parametrize(
    ("route", "code"),
    [
        ({"afzender": {"rol": "Verzekeraar", "code": ZORG}}, "BRS01"),
        ({"afzender": {"rol": "Instelling", "code": THUIS}}, "BRS03"),
        ({"afzender": {"rol": "Instelling"}}, "BRS03"),
        ({"geadresseerden": [GEMEENTE, GEMEENTE]}, "BRS33"),
        ({"geadresseerden": [{"rol": "Gemeente"}]}, "BRS33"),
        ({"geadresseerden": [{"rol": "Instelling", "code": THUIS}]}, "BRS33"),
        ({"berichtstroom": STREAM}, "BRS33"),
        ({"berichtstroom": {**STREAM, "berichtsubtype": "JW305"}}, "BRS33"),
        ({"berichtstroom": {**STREAM, "berichtsubtype": "WMO305", "berichttype": "JW"}}, "BRS33"),
    ],
)
def test_what_is_wrong_with_the_route_is_refused_at_once(route: Any, code: str) -> None:
    taken: list[Envelope] = []
    with pytest.raises(Refused, match=code):
        a_counter(taken).submit(shape(**route), xml(WMO305))
    assert taken == []


def test_a_traceer_id_and_an_identificatie_are_used_once() -> None:
    taken: list[Envelope] = []
    counter, first = a_counter(taken), shape()
    assert counter.submit(first, xml(WMO305)) is None
    with pytest.raises(Refused, match="BRS114"):
        counter.submit(first, xml(WMO305))
    again = shape()
    assert counter.submit(again, xml(WMO305)) is None, "the second check says it"
    [found] = counter.box.find(traceer_id=again.referentiegegevens.traceer_id)
    assert (found.status, [code for code, _ in found.meldingen]) == (Status.AFGEKEURD, ["BRS20"])
    assert [each.referentienummer for each in taken] == [first.traceer_id]


def test_what_is_not_taken_now_may_come_again() -> None:
    taken: list[Envelope] = []
    counter, metadata = a_counter(taken, SoapAnswer(503, b"", 1.0)), shape()
    for _ in range(2):
        assert counter.submit(metadata, xml(WMO305)) == SoapAnswer(503, b"", 1.0)
    assert not counter.box.knows(metadata)


def test_a_refusal_of_the_chain_is_one_of_vecozo() -> None:
    with pytest.raises(Refused, match="StUF046"):
        a_counter([], StufProblem("StUF046", "vol", None)).submit(shape(), xml(WMO305))


def test_what_can_not_be_read_goes_on_to_who_finds_that() -> None:
    taken: list[Envelope] = []
    counter = a_counter(taken)
    for payload in (b"<x", b"<a/>"):
        assert counter.submit(shape(), payload) is None
    assert [each.content for each in taken] == [b"<x", b"<a/>"]
    with pytest.raises(Refused, match="BRS15"):
        counter.submit(shape(), b"PK")
