"""The ledger is verified on a page that grows along, and the proof of a message holds without the database."""

import json
from uuid import UUID, uuid4

import pytest

from gateway.exchange.custody.seal import seal_ledger
from gateway.exchange.custody.verification import VerifyingTurn
from gateway.standard.seal import proof_from_json
from tests.e2e.routes import Situation, on_record
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, VENLO, Caller
from tests.support.console.browser import browsing, heading, text_of
from tests.support.store.postgres import execute

PATH = "/console/grootboek"


async def test_what_was_changed_is_found_and_what_was_not_is_right(api: Api, made: Situation) -> None:
    async with browsing(api, BEHEER) as browser:
        assert "nog geen zegels" in text_of(await browser.open(PATH))
        await seal_ledger(api.gateway)
        html = await browser.open(PATH)
        assert VENLO in text_of(html)
        right = await browser.send(f"{PATH}/nagaan")
        assert "Alles klopt" in text_of(right.text)
        assert right.text.count('class="stukje"') == 50
        assert right.text.rstrip().endswith("</html>")
        assert heading(right.text) == "Grootboek nagaan"
        unknown = await browser.send(f"{PATH}/nagaan", {"genoteerd": "ab" * 32})
        assert "1 afwijking" in text_of(unknown.text)
        await execute(api.dsn, "alter table berichten disable trigger user")
        await execute(api.dsn, f"update berichten set ontvanger = '87654321' where id = '{UUID(made.wmo305)}'")
        wrong = await browser.send(f"{PATH}/nagaan")
        assert f"berichten {made.wmo305} is gewijzigd" in text_of(wrong.text)


@pytest.mark.parametrize("noted", ["zz", "abcd"])
async def test_a_hash_that_can_not_be_is_told_and_one_verifies_at_a_time(api: Api, noted: str) -> None:
    async with browsing(api, BEHEER) as browser:
        response = await browser.send(f"{PATH}/nagaan", {"genoteerd": noted})
        assert response.status_code == 422
        assert 'id="f-genoteerd"' in response.text
        api.gateway.queues.of(VerifyingTurn).is_taken = True
        assert "wordt al nagegaan" in text_of((await browser.send(f"{PATH}/nagaan")).text)


async def test_the_proof_of_a_message_is_a_file_and_on_record(api: Api, venlo: Caller, made: Situation) -> None:
    async with browsing(api, BEHEER) as browser:
        for asked, told in (("", "Vul het id"), ("x", "36 tekens"), (made.wmo305, "nog niet"), (uuid4(), "is er niet")):
            assert told in text_of(await browser.open(f"{PATH}/bewijs?bericht={asked}", 422))
        await seal_ledger(api.gateway)
        response = await browser.http.get(f"{PATH}/bewijs?bericht={made.wmo305}")
    assert response.headers["content-disposition"].startswith("attachment;")
    proof_from_json(json.loads(response.text)).check(content=await venlo.bytes_of(made.wmo305))
    look = dict((await on_record(api))[-2])
    assert (look["onderwerp"], look["actie"]) == (made.wmo305, "GET /console/grootboek/bewijs")
