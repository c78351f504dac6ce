"""An answer is given once, whoever gives it, and the rules of its receiver look at it first."""

import asyncio
from uuid import UUID

import pytest

from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.requests.answer import GivenAnswer, answer_request
from gateway.rules.case import RequestAnswer
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, Caller
from tests.support.api.requests import the_message

DENIED = GivenAnswer(answer=RequestAnswer.DENIED, reden="7")
INVESTIGATED = GivenAnswer(answer=RequestAnswer.INVESTIGATED)


async def test_of_many_at_the_same_moment_one_answers(api: Api, zorg: Caller, request_id: str) -> None:
    tries = [answer_request(api.gateway, VENLO, UUID(request_id), INVESTIGATED) for _ in range(4)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(each).__name__ for each in outcomes) == [*["Conflict"] * 3, "FoundRequest"]
    assert (await the_message(zorg, "WMO319")).antwoord.verzoek_antwoord == "2"


async def test_a_refusal_says_why_no_answer_may_follow(api: Api, request_id: str) -> None:
    await answer_request(api.gateway, VENLO, UUID(request_id), DENIED)
    with pytest.raises(Conflict) as refused:
        await answer_request(api.gateway, VENLO, UUID(request_id), INVESTIGATED)
    assert {each.code for each in refused.value.findings} == {"TR360", "TR365"}
    assert "al afgewezen" in refused.value.text
