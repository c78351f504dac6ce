"""The return message that the gateway makes."""

from datetime import UTC, datetime
from typing import Any, cast

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.receiving.arrived import read_message
from gateway.exchange.receiving.flows import FLOWS
from gateway.exchange.receiving.reply import book_reply
from gateway.messages.read import read
from gateway.messages.return_message import outcome_of
from gateway.messages.write import serialise
from gateway.rules.engine import Verdict
from gateway.standard.findings import Outcome
from gateway.standard.xml.parse import parse
from gateway.store.db.booking import Booking
from tests.support.api.parties import VENLO, ZORG
from tests.support.messages.messages import schemas, wmo305
from tests.support.messages.return_messages import START, a_finding

NOW = datetime(2024, 3, 1, tzinfo=UTC)
GATEWAY = Gateway(cast(Any, None), schemas(), now=lambda: NOW)


@pytest.mark.parametrize("outcome", [Outcome.GOEDGEKEURD, Outcome.AFGEKEURD])
def test_the_answer_goes_back_to_the_sender_and_says_the_verdict(outcome: Outcome) -> None:
    arrived = read_message(parse(serialise(wmo305(afzender=ZORG, ontvanger=VENLO))))
    verdict = Verdict(outcome, () if outcome is Outcome.GOEDGEKEURD else (a_finding(START),))
    entry = arrived.entry(NOW)
    answer = book_reply(Booking(), GATEWAY, FLOWS["WMO305"], arrived, entry, "G1", verdict)
    assert (answer.soort, answer.richting, answer.verzender, answer.ontvanger) == ("WMO306", "uit", VENLO, ZORG)
    assert (answer.identificatie, answer.heenbericht_id, answer.uitkomst) == ("G1", entry.id, outcome.value)
    message: Any = read(parse(answer.inhoud))
    assert outcome_of(message).approved is (outcome is Outcome.GOEDGEKEURD)
    assert message.header.dagtekening_retour == "2024-03-01"
