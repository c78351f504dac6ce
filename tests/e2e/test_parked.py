"""A rule that crashes neither approves nor refuses: the message waits in sight, and can be judged again."""

import asyncio
from collections import Counter
from typing import Any
from uuid import UUID

import pytest

from gateway.store.db.locks import identificatie_lock
from gateway.store.ledger import berichten
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, VENLO, ZORG, Caller, problem, start
from tests.support.exchange.crashing_rule import Repair, break_rules
from tests.support.messages.messages import BSN_2
from tests.support.store.ledger import waits_for_a_lock


@pytest.fixture(params=[2, 3, 4])
def crashing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Repair:
    """A rule that crashes, on each level; call it to have that rule repaired."""
    break_rules(monkeypatch, request.param)
    return monkeypatch.undo


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Repair:
    """The same, on level 2 only."""
    break_rules(monkeypatch, 2)
    return monkeypatch.undo


async def judge_again(caller: Caller, bericht: str) -> dict[str, Any]:
    """Return the receipt of a message that this party has judged again."""
    response = await caller.http.post(f"/v1/berichten/{bericht}/beoordelen")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def parked(caller: Caller, **query: object) -> dict[str, Any]:
    """Return a page of the messages that are parked in the eyes of this party."""
    response = await caller.http.get("/v1/berichten", params={"oordeel": "geparkeerd", **query})
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def test_a_message_that_a_rule_could_not_judge_waits_for_a_person(
    api: Api, venlo: Caller, zorg: Caller, crashing: Repair
) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    await zorg.collect()
    message = start(nummer, "S1")
    receipt = await zorg.submit(message)
    assert (receipt["oordeel"], receipt["retourberichtId"]) == ("geparkeerd", None)
    assert await zorg.submit(message) == receipt
    assert await zorg.mailbox() == []
    assert await venlo.mailbox() == []

    for caller in (zorg, venlo, await api.caller(BEHEER)):
        assert (await caller.show(receipt["berichtId"]))["oordeel"] == "geparkeerd"
        [finding] = (await caller.report(receipt["berichtId"]))["bevindingen"]
        assert (finding["code"], finding["crash"]) == ("TR999", "KeyError")
        assert "goed- noch afgekeurd" in finding["text"]
        assert "999900006" not in str(finding)
    async with api.gateway.db.reading() as tx:
        assert await tx.fetchval("select count(*) from starts") == 0


@pytest.mark.usefixtures("crashing")
async def test_an_assignment_goes_out_though_a_rule_for_another_message_crashes(venlo: Caller) -> None:
    assert (await venlo.assign(await venlo.register()))["toewijzingNummer"] == 1


async def test_a_date_our_books_cannot_hold_parks_the_message(venlo: Caller, zorg: Caller) -> None:
    receipt = await zorg.submit(start(1, "S1", toewijzing_nummer=None, toewijzing_ingangsdatum="12024-02-01"))
    assert receipt["oordeel"] == "geparkeerd"
    assert await zorg.mailbox() == []
    assert await venlo.mailbox() == []


async def test_beside_a_refusal_on_level_2_a_crash_on_that_level_parks_nothing(zorg: Caller, broken: Repair) -> None:
    receipt = await zorg.submit(start(1, "S1", bsn="999900016"))
    assert receipt["oordeel"] == "afgekeurd"
    [answer] = await zorg.collect()
    assert answer.header.retour_codes == ("0001",)
    elfproef, crash = (await zorg.report(receipt["berichtId"]))["bevindingen"]
    assert (elfproef["code"], crash["code"], crash["crash"]) == ("CS002", "TR999", "KeyError")
    assert "goed- noch afgekeurd" not in crash["text"]


async def test_judged_again_it_is_approved_booked_answered_and_delivered_as_on_arrival(
    api: Api, venlo: Caller, zorg: Caller, crashing: Repair
) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    await zorg.collect()
    message = start(nummer, "S1")
    first_answer = await zorg.submit(message)
    crashing()
    api.clock.advance(days=1)
    receipt = await judge_again(venlo, first_answer["berichtId"])
    assert receipt["oordeel"] == "goedgekeurd"
    assert receipt == {**first_answer, "oordeel": "goedgekeurd", "retourberichtId": receipt["retourberichtId"]}
    assert await zorg.submit(message) == receipt, "the same bytes again"

    [at_venlo] = await venlo.mailbox()
    assert at_venlo["berichtId"] == first_answer["berichtId"]
    [at_zorg] = await zorg.mailbox()
    assert at_zorg["berichtId"] == receipt["retourberichtId"]
    assert at_zorg["vastgelegdOp"].startswith("2024-03-02")
    [answer] = await zorg.collect()
    assert answer.header.retour_codes == ()
    assert answer.header.dagtekening_retour == "2024-03-02"
    toon = await venlo.show(first_answer["berichtId"])
    assert (toon["oordeel"], toon["retourberichtId"]) == ("goedgekeurd", receipt["retourberichtId"])
    [event] = toon["gebeurtenissen"]
    assert event["soort"] == "beoordeeld"
    assert event["gegevens"] == {"oordeel": "goedgekeurd", "door": venlo.code}
    assert (await zorg.report(first_answer["berichtId"]))["oordeel"] == "goedgekeurd"
    assert await zorg.codes((await zorg.submit(start(nummer, "S2")))["berichtId"]) == ["TR074", "TR326"]


async def test_of_a_client_nobody_knew_it_is_approved_too(api: Api, zorg: Caller, broken: Repair) -> None:
    single = {"toewijzing_nummer": None, "toewijzing_ingangsdatum": None}
    first_answer = await zorg.submit(start(1, "S1", **single))
    broken()
    assert (await judge_again(await api.caller(BEHEER), first_answer["berichtId"]))["oordeel"] == "goedgekeurd"
    async with api.gateway.db.reading() as tx:
        entry = await berichten.find(tx, UUID(first_answer["berichtId"]))
        assert entry is not None
        assert entry.client_id == await tx.fetchval("select id from clienten") is not None
    assert await zorg.codes((await zorg.submit(start(1, "S2", **single)))["berichtId"]) == ["TR074", "TR326"]


async def test_the_ledger_keeps_the_first_verdict(api: Api, venlo: Caller, zorg: Caller, broken: Repair) -> None:
    first_answer = await zorg.submit(start(1, "S1"))
    await judge_again(venlo, first_answer["berichtId"])
    broken()
    await judge_again(await api.caller(BEHEER), first_answer["berichtId"])
    async with api.gateway.db.reading() as tx:
        assert await tx.fetchval("select oordeel from berichten where soort = 'WMO305'") == "geparkeerd"
        rows = await tx.fetch("select oordeel, door from beoordelingen order by id")
    assert [tuple(each) for each in rows] == [("geparkeerd", venlo.code), ("afgekeurd", BEHEER)]
    assert (await venlo.show(first_answer["berichtId"]))["oordeel"] == "afgekeurd"


async def test_judged_again_by_the_books_of_today_it_is_refused(venlo: Caller, zorg: Caller, broken: Repair) -> None:
    """The assignment was removed while the start lay parked; its Identificatie is free again."""
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    message = start(nummer, "S1")
    first_answer = await zorg.submit(message)
    broken()
    assert await zorg.codes((await zorg.submit(start(nummer, "S1", begindatum="2024-02-02")))["berichtId"]) == ["TR056"]
    await venlo.change(nummer, verwijderd=True)
    await zorg.collect()
    receipt = await judge_again(venlo, first_answer["berichtId"])
    assert receipt["oordeel"] == "afgekeurd"
    assert await zorg.submit(message) == receipt
    assert await venlo.mailbox() == []
    [answer] = await zorg.collect()
    assert answer.client.start_producten[0].retour_codes == ("9019",)
    assert await zorg.codes(first_answer["berichtId"]) == ["TR019"]

    other = (await venlo.assign(await venlo.register(BSN_2)))["toewijzingNummer"]
    assert (await zorg.submit(start(other, "S1", bsn=BSN_2)))["oordeel"] == "goedgekeurd"


async def test_a_rule_that_still_crashes_leaves_it_parked(
    api: Api, venlo: Caller, zorg: Caller, broken: Repair
) -> None:
    first_answer = await zorg.submit(start(1, "S1"))
    assert await judge_again(venlo, first_answer["berichtId"]) == first_answer
    assert await zorg.codes(first_answer["berichtId"]) == ["TR999"]
    assert await zorg.mailbox() == []
    toon = await zorg.show(first_answer["berichtId"])
    assert [each["gegevens"]["oordeel"] for each in toon["gebeurtenissen"]] == ["geparkeerd"]


@pytest.mark.parametrize("first", [True, False], ids=["the first is judged first", "the second is judged first"])
async def test_of_two_parked_under_one_identificatie_the_first_holds_it(
    api: Api, venlo: Caller, zorg: Caller, broken: Repair, first: bool
) -> None:
    """TR056 is of level 3: neither was looked at that far."""
    a = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    b = (await venlo.assign(await venlo.register(BSN_2)))["toewijzingNummer"]
    first_answer = await zorg.submit(start(a, "S1"))
    second = await zorg.submit(start(b, "S1", bsn=BSN_2))
    broken()
    expected = [(first_answer["berichtId"], "goedgekeurd"), (second["berichtId"], "afgekeurd")]
    for id, verdict in expected if first else reversed(expected):
        assert (await judge_again(venlo, id))["oordeel"] == verdict
    assert await zorg.codes(second["berichtId"]) == ["TR056"]
    refused = await zorg.submit(start(b, "S1", bsn=BSN_2, begindatum="2024-02-02"))
    assert await zorg.codes(refused["berichtId"]) == ["TR056"]


async def test_judged_again_by_many_at_once_it_is_judged_once(venlo: Caller, zorg: Caller, broken: Repair) -> None:
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    await zorg.collect()
    first_answer = await zorg.submit(start(nummer, "S1"))
    broken()
    path = f"/v1/berichten/{first_answer['berichtId']}/beoordelen"
    responses = await asyncio.gather(*(venlo.http.post(path) for _ in range(6)))
    assert Counter(each.status_code for each in responses) == {200: 1, 409: 5}
    for each in responses:
        if each.status_code == 409:
            assert "al goedgekeurd" in problem(each, 409, "niet-geparkeerd")["detail"]
    assert len(await zorg.mailbox()) == len(await venlo.mailbox()) == 1
    problem(await venlo.http.post(path), 409, "niet-geparkeerd")


async def test_what_shares_an_identificatie_waits_for_what_has_it_in_hand(api: Api, zorg: Caller) -> None:
    """So a message that is judged again can't miss one that came in before it and is not yet booked."""
    async with api.gateway.db.transaction(identificatie_lock(VENLO, ZORG, "WMO305", "S1")):
        waits = asyncio.create_task(zorg.submit(start(1, "S1")))
        assert await waits_for_a_lock(api.gateway.db, waits)
    assert (await waits)["oordeel"] == "afgekeurd"
