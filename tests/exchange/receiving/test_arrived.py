"""A message that passed level 1: its parties, its name, and its row of the ledger."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.exchange.receiving.arrived import Arrived, read_message
from gateway.messages.write import serialise
from gateway.standard.findings import Outcome
from gateway.standard.xml.parse import parse
from gateway.store.db.locks import reference_lock
from tests.support.api.parties import VENLO, ZORG
from tests.support.messages.messages import BSN, BSN_2, wmo301, wmo305, xml
from tests.support.messages.requests import wmo315, wmo317
from tests.support.messages.return_messages import answer_with

NOW = datetime(2024, 3, 1, tzinfo=UTC)


def arrive(message: Any) -> Arrived:
    return read_message(parse(serialise(message)))


START = wmo305(afzender=ZORG, ontvanger=VENLO, identificatie="S1")
ASSIGNMENT = wmo301(afzender=VENLO, ontvanger=ZORG, identificatie="T1")


@pytest.mark.parametrize(
    ("message", "sender", "direction", "name"),
    [
        (START, ZORG, "in", "S1"),
        (ASSIGNMENT, VENLO, "uit", "T1"),
        (answer_with(START), VENLO, "uit", "RETOUR1"),
        (answer_with(ASSIGNMENT), ZORG, "in", "RETOUR1"),
    ],
    ids=["305", "301", "306", "302"],
)
def test_the_kind_says_who_sends_a_message_to_whom(message: Any, sender: str, direction: str, name: str) -> None:
    arrived = arrive(message)
    entry = arrived.entry(NOW)
    assert (arrived.gemeente, arrived.aanbieder, arrived.verzender) == (VENLO, ZORG, sender)
    assert (entry.richting, entry.verzender, entry.identificatie) == (direction, sender, name)
    assert {entry.verzender, entry.ontvanger} == {VENLO, ZORG}
    assert (entry.soort, entry.oordeel, entry.inhoud) == (message.soort.name, Outcome.GEPARKEERD, serialise(message))


def test_a_return_message_without_a_client_has_no_bsn() -> None:
    assert arrive(START).bsn == BSN
    assert arrive(answer_with(START)).bsn == ""


def test_a_message_is_judged_under_a_lock_on_its_client_and_one_on_its_name() -> None:
    client, name = arrive(START).locks
    assert len(arrive(answer_with(ASSIGNMENT)).locks) == 2
    assert arrive(wmo305(afzender=ZORG, ontvanger=VENLO, identificatie="S2")).locks[0] == client
    assert arrive(wmo305(afzender=ZORG, ontvanger=VENLO, identificatie="S2")).locks[1] != name


def test_between_them_is_one_on_each_reference_of_a_request_whoever_it_is_about() -> None:
    ours = {"afzender": ZORG, "ontvanger": VENLO}
    two = [replace(wmo315().client.aangevraagde_producten[0], referentie_aanbieder=each) for each in ("R1", "R2 ")]
    _, *asked, _ = arrive(wmo315(**ours, aangevraagde_producten=tuple(two))).locks
    assert asked == sorted(reference_lock(VENLO, ZORG, each) for each in ("R1", "R2"))
    for other in (
        wmo315(**ours, bsn=BSN_2, aangevraagde_producten=(two[0],)),
        wmo317(**ours, referentie_aanbieder="R1"),
    ):
        assert arrive(other).locks[1] == reference_lock(VENLO, ZORG, "R1")


def test_the_books_go_by_the_text_without_comments_and_the_kit_by_what_a_comment_leaves() -> None:
    arrived = read_message(parse(xml(START).replace(b"S1<", b"S<!-- x -->1<")))
    assert arrived.identificatie == "S1"
    assert arrived.kit.header.bericht_identificatie.identificatie == "S"
