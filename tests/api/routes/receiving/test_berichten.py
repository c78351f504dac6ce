"""Parked messages over HTTP: who sees them, a page at a time, and who has them judged again."""

from typing import Any

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, THUIS, VENRAY, ZORG, Caller, problem, start
from tests.support.exchange.crashing_rule import Repair, break_rules


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Repair:
    """The same, on level 2 only."""
    break_rules(monkeypatch, 2)
    return monkeypatch.undo


async def judge_again(partij: Caller, message: str) -> dict[str, Any]:
    """Return the receipt of a message that this party has judged again."""
    response = await partij.http.post(f"/v1/berichten/{message}/beoordelen")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def parked(partij: Caller, **query: object) -> dict[str, Any]:
    """Return a page of the messages that are parked in the eyes of this party."""
    response = await partij.http.get("/v1/berichten", params={"oordeel": "geparkeerd", **query})
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def test_what_was_never_parked_is_not_judged_again(venlo: Caller, zorg: Caller) -> None:
    receipt = await zorg.submit(start(1, "S1"))
    refused = problem(await venlo.http.post(f"/v1/berichten/{receipt['berichtId']}/beoordelen"), 409, "niet-geparkeerd")
    assert refused["oordeel"] == "afgekeurd"


async def test_only_its_municipality_and_an_operator_have_it_judged_again(
    api: Api, zorg: Caller, broken: Repair
) -> None:
    path = f"/v1/berichten/{(await zorg.submit(start(1, 'S1')))['berichtId']}/beoordelen"
    problem(await zorg.http.post(path), 403)
    problem(await (await api.caller(VENRAY)).http.post(path), 404, "bericht-onbekend")


async def test_everybody_sees_his_own_parked_messages_a_page_at_a_time(api: Api, venlo: Caller, broken: Repair) -> None:
    zorg, thuis, venray, beheer = [await api.caller(each) for each in (ZORG, THUIS, VENRAY, BEHEER)]
    ids = [(await zorg.submit(start(1, f"S{number}")))["berichtId"] for number in range(3)]
    ids.append((await thuis.submit(start(1, "S1", afzender=THUIS, ontvanger=VENRAY)))["berichtId"])
    page = await parked(venlo, aantal=2)
    assert [each["berichtId"] for each in page["berichten"]] == ids[:2]
    rest = await parked(venlo, aantal=2, na=page["volgende"])
    assert ([each["berichtId"] for each in rest["berichten"]], rest["volgende"]) == (ids[2:3], None)
    assert page["berichten"][0]["regels"] == ["TR999"]
    assert "999900006" not in str(page)

    broken()
    await judge_again(beheer, ids[0])
    for partij, seen in ((zorg, ids[1:3]), (thuis, ids[3:]), (venray, ids[3:]), (beheer, ids[1:])):
        assert [each["berichtId"] for each in (await parked(partij))["berichten"]] == seen
