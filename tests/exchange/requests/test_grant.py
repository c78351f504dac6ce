"""A request is granted once, whoever asks how often, and can be tried first."""

import asyncio
from uuid import UUID

import pytest

from gateway.exchange.assigning.issue import RepeatableRequest
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.exchange.requests.grant import grant_request, preview_grant
from gateway.exchange.requests.plan import Grant
from gateway.messages.common import Omvang
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY, Caller
from tests.support.api.requests import (
    answer,
    asked,
    codes_of,
    decide,
    lines_of,
    requests_of,
    the_message,
    the_request,
    vot,
)
from tests.support.exchange.crashing_rule import break_rules
from tests.support.policy.chosen import OMVANG, OVERRULE, choose_policy


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


async def test_policy_looks_at_a_grant_and_a_consulent_lets_it_pass(api: Api, venlo: Caller, zorg: Caller) -> None:
    client = await venlo.register()
    await venlo.assign(client, omvang=OMVANG)
    total = Omvang(volume="1", eenheid="82", frequentie="6")
    await zorg.submit(vot("V1", asked("R1", "10B01", toewijzing_einddatum="2024-11-30", omvang=total)))
    await zorg.collect()
    await choose_policy(api.gateway)
    seen = await decide(venlo, "R1", "toekennen/controle", status=200)
    assert (seen["toegestaan"], seen["overrulebaar"]) == (False, True)
    blocked = await decide(venlo, "R1", "toekennen", status=409)
    assert [each["code"] for each in blocked["bevindingen"]] == ["NL-201"], "1B beside 1A1"
    assert await zorg.mailbox() == []
    assert (await the_request(venlo, "R1"))["status"] == "open"
    granted = await decide(venlo, "R1", "toekennen", overrule=OVERRULE)
    assert granted["toewijzingen"][0]["actueel"]["overrule"]["consulent"] == OVERRULE["consulent"]
    await answer(zorg, await the_message(zorg, "WMO301"), "T1", "9332")
    await decide(venlo, "R1", "toekennen")
    assert lines_of(await the_message(zorg, "WMO301"))[-1][-1] == "R1"


async def test_of_requests_that_were_parked_the_one_that_is_judged_first_is_open(
    venlo: Caller, zorg: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    await venlo.register()
    break_rules(monkeypatch, 2, "WMO315")
    first, second = [await zorg.submit(vot(name, asked(f"R{name}"))) for name in ("V1", "V2")]
    monkeypatch.undo()
    assert (first["oordeel"], await requests_of(venlo)) == ("geparkeerd", [])
    third = vot("V3", asked("RV1", "04A04"))
    assert await codes_of(zorg, third) == {}, "what is parked is not in treatment, and holds no reference"
    for receipt, codes in ((first, {"TR347", "TR374"}), (second, {"TR374"})):
        again = await venlo.http.post(f"/v1/berichten/{receipt['berichtId']}/beoordelen")
        assert again.json().get("oordeel") == "afgekeurd", again.text
        assert {*await zorg.codes(receipt["berichtId"])} == codes
    await decide(venlo, "RV1", "afwijzen", reden="7")
    assert [each["status"] for each in await requests_of(venlo)] == ["afgewezen"]
