"""A return message that comes in: booked beside the message that it answers, once."""

import pytest

from gateway.exchange.receiving.answer import explain
from gateway.messages.return_message import compose
from gateway.standard.findings import Severity
from tests.support.api.parties import Caller, problem, refusal_of, with_header
from tests.support.messages.messages import wmo301
from tests.support.messages.return_messages import DAY, a_finding, answer_with

PRODUCT = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"


@pytest.mark.parametrize(("level", "code"), [(2, "0001"), (3, "9019")])
def test_each_return_code_is_a_signal_with_its_meaning(level: int, code: str) -> None:
    finding, *others = explain(answer_with(wmo301(), a_finding(PRODUCT, level=level)))
    assert (finding.code, finding.level, finding.severity) == (code, level, Severity.SIGNAAL)
    assert finding.explanation.startswith(f"Retourcode {code}: ")
    assert others == []


def test_an_approval_explains_nothing() -> None:
    assert list(explain(answer_with(wmo301()))) == []


async def test_an_answer_is_taken_once_and_only_to_a_message_that_was_sent(venlo: Caller, zorg: Caller) -> None:
    await venlo.assign(await venlo.register())
    [assignment] = await zorg.collect()
    answer = compose(assignment, [], "R1", DAY, None)
    receipt = await zorg.submit(answer)
    assert await zorg.submit(answer) == receipt
    problem(await zorg.send(refusal_of(assignment, "R2")), 409, "al-beantwoord")
    header = assignment.header.bericht_identificatie
    unknown = with_header(
        answer, bericht_identificatie=type(header)(identificatie="X1", dagtekening=header.dagtekening)
    )
    problem(await zorg.send(unknown), 400, "heenbericht-onbekend")
