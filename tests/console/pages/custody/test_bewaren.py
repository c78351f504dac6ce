"""Terms are told, what is due is counted and not erased, and holds are set and ended with each look on record."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from tests.e2e.routes import Situation, on_record
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, VENLO
from tests.support.console.browser import browsing, text_of
from tests.support.store.deliveries import MAKE
from tests.support.store.ledger import book, clients
from tests.support.store.postgres import execute

PATH = "/console/bewaren"


async def test_a_hold_is_set_seen_and_ended_by_name(api: Api, made: Situation) -> None:
    async with browsing(api, BEHEER, inlognaam="bo") as browser:
        assert "de termijnen gelden" in text_of(await browser.open(PATH))
        given = {"client": made.client, "reden": "bezwaar <b>12</b>"}
        assert (await browser.send(f"{PATH}/vasthouden", given)).headers["location"] == PATH
        html = await browser.open(PATH)
        assert f"{made.client} " in text_of(html)
        assert "beheer, persoon bo bezwaar <b>12</b>" in text_of(html)
        look = dict((await on_record(api))[-1])
        assert (look["gemeente"], [str(each) for each in look["clienten"]]) == (VENLO, [made.client])
        twice = await browser.send(f"{PATH}/vasthouden", given)
        assert "al vastgehouden" in text_of(twice.text)
        assert (await browser.send(f"{PATH}/vrijgeven", {"client": made.client})).status_code == 303
        assert "de termijnen gelden" in text_of(await browser.open(PATH))


async def test_what_is_due_is_only_counted(api: Api) -> None:
    [client] = await clients(api.gateway.db)
    await book(api.gateway.db, client_id=client, vastgelegd_op=datetime(2005, 1, 1, tzinfo=UTC))
    await execute(api.dsn, MAKE.format(which="true"))
    async with browsing(api, BEHEER) as browser:
        for _ in range(2):
            text = text_of((await browser.send(f"{PATH}/proef")).text)
            assert "twijfel is aan de klok" in text
            assert "Berichten 1 van 0983 Inzages niets" in text
            assert "WMO305 (start) 180" in text


@pytest.mark.parametrize(
    ("act", "fields", "told"),
    [
        ("vasthouden", {"reden": "x"}, "Vul het id"),
        ("vasthouden", {"client": "x", "reden": "x"}, "36 tekens"),
        ("vasthouden", {"client": str(UUID(int=7))}, "Schrijf op waarom"),
        ("vasthouden", {"client": str(UUID(int=7)), "reden": "x"}, "Deze cliënt is er niet"),
        ("vrijgeven", {}, "Vul het id"),
    ],
)
async def test_what_can_not_be_is_told_beside_its_field(api: Api, act: str, fields: dict[str, str], told: str) -> None:
    async with browsing(api, BEHEER) as browser:
        response = await browser.send(f"{PATH}/{act}", fields)
        assert response.status_code == 422
        assert told in text_of(response.text)
    async with browsing(api, BEHEER, "raadpleger") as browser:
        assert f'action="{PATH}' not in await browser.open(PATH)
