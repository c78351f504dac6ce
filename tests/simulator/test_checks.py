"""What the chain has against a message, by the code of either list, and who says so."""

from dataclasses import replace
from typing import Any

import pytest

from gateway.simulator.checks import CODES, Objection, faulted_by, is_return, objection_to
from gateway.standard.stuf.codes import CODE_LISTS, CodeList
from gateway.standard.stuf.messages import MAX_ENVELOPE_BYTES, StufParty
from tests.support.api.parties import THUIS, VENLO, ZORG, start
from tests.support.exchange.chain import envelope
from tests.support.messages.messages import schemas, xml

WMO305 = xml(start(1, "S1"))
SENT = envelope(WMO305, "WMO305")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, None),
        ({"zender": StufParty(THUIS, "ECD")}, Objection.SENDER),
        ({"content": b"x" * (MAX_ENVELOPE_BYTES * 3 // 4)}, Objection.SIZE),
        ({"functie": "WMO399"}, Objection.FUNCTION),
        ({"ontvanger": StufParty("9999", "GGk")}, Objection.MUNICIPALITY),
        ({"ontvanger": StufParty("0984", "GGk")}, Objection.MUNICIPALITY),
        ({"code": "Du01", "cross_refnummer": SENT.referentienummer}, Objection.COMBINATION),
        ({"functie": "WMO302"}, Objection.COMBINATION),
        ({"content": WMO305.replace(b"2024-02-01", b"2024-02-31")}, Objection.SCHEMA),
        ({"content": b"\x00"}, Objection.SCHEMA),
        ({"functie": "WMO307"}, Objection.SCHEMA),
        ({"content": xml(start(1, "S1", ontvanger="0984"))}, Objection.RECEIVER),
    ],
)
def test_the_first_objection_counts(changes: dict[str, Any], expected: Objection | None) -> None:
    assert objection_to(replace(SENT, **changes), {VENLO, ZORG}, schemas()) is expected


def test_a_provider_that_is_not_connected_is_told_by_vecozo() -> None:
    sent = replace(SENT, functie="WMO301", zender=StufParty(VENLO, "BO"), ontvanger=StufParty(THUIS, "GGk"))
    assert objection_to(sent, {VENLO}, schemas()) is Objection.RECEIVER
    assert faulted_by(CODES["2025"][Objection.RECEIVER], "2025").organisatie == "VECOZO"


@pytest.mark.parametrize("code_list", ["2025", "2017"])
def test_each_code_stands_in_its_list(code_list: CodeList) -> None:
    assert CODES[code_list].keys() == set(Objection)
    assert set(CODES[code_list].values()) <= CODE_LISTS[code_list].keys()


def test_who_gives_a_code() -> None:
    assert [faulted_by(code, "2025").organisatie for code in ("IB003", "IB023", "IB014")] == ["IB", "IB", "VECOZO"]
    assert [faulted_by(code, "2017").organisatie for code in ("IB103", "BRS04", "RIN001")] == ["IB", "VECOZO", "RINIS"]


def test_an_answer_to_a_claim_is_no_return_message() -> None:
    assert [is_return(each) for each in ("WMO301", "WMO302", "WMO320", "WMO325")] == [False, True, True, False]
