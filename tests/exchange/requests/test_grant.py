"""A request is granted once, whoever asks how often, and can be tried first."""

import asyncio
from uuid import UUID

import pytest

from gateway.exchange.assigning.issue import RepeatableRequest
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.exchange.requests.grant import grant_request, preview_grant
from gateway.exchange.requests.plan import Grant
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY, Caller
from tests.support.api.requests import the_message, the_request


async def test_a_preview_keeps_nothing_and_tells_the_message(api: Api, venlo: Caller, request_id: str) -> None:
    found = await preview_grant(api.gateway, VENLO, UUID(request_id), Grant(), overrule=False)
    assert found.allowed
    assert [(each.reason, each.nummer) for each in found.lines] == [("nieuw in dit besluit", None)]
    assert [each.code for each in found.findings] == [], "the reference is that of a request"
    assert (await the_request(venlo, "R1"))["status"] == "open"


async def test_of_many_at_the_same_moment_one_grants(api: Api, zorg: Caller, request_id: str) -> None:
    tries = [grant_request(api.gateway, VENLO, UUID(request_id), Grant()) for _ in range(5)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sorted(type(each).__name__ for each in outcomes) == [*["Conflict"] * 4, "IssuedDecision"]
    message = await the_message(zorg, "WMO301")
    assert len(message.client.toegewezen_producten) == 1


async def test_a_repeated_request_gets_the_first_result(api: Api, request_id: str) -> None:
    key = RepeatableRequest("k1", b"hash")
    first = await grant_request(api.gateway, VENLO, UUID(request_id), Grant(), key)
    assert await grant_request(api.gateway, VENLO, UUID(request_id), Grant(), key) == first
    with pytest.raises(Conflict, match="sleutel-hergebruikt"):
        await grant_request(api.gateway, VENLO, UUID(request_id), Grant(), RepeatableRequest("k1", b"other"))
    with pytest.raises(Conflict, match="verzoek-al-beantwoord"):
        await preview_grant(api.gateway, VENLO, UUID(request_id), Grant(), overrule=False)


async def test_of_another_municipality_there_is_none(api: Api, request_id: str) -> None:
    with pytest.raises(NotFound):
        await grant_request(api.gateway, VENRAY, UUID(request_id), Grant())
