"""What VECOZO answers is understood as far as it has to be, and anything else is asked again later."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from ipaddress import ip_network
from typing import Any
from uuid import uuid4

import httpx
import pytest

from gateway.transport.http_client import new_client
from gateway.transport.vecozo.rest import Rest, Unavailable
from tests.support.exchange.receiver import Answer, a_receiver, status

NAME = uuid4()
NAMES = {"traceerId": str(NAME), "conversatieId": str(NAME)}
ITEM: dict[str, Any] = {
    "basisgegevens": {"payload": {"checksum": {"algoritme": "SHA256", "waarde": "ab"}}, "nieuw": 1},
    "referentiegegevens": NAMES,
}


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with new_client((ip_network("127.0.0.0/8"),)) as client:
        yield client


def said(content: Any, code: int = 200) -> Answer:
    body = json.dumps(content).encode()

    async def answer(writer: Any) -> None:
        writer.write(f"HTTP/1.1 {code} x\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body)

    return answer


async def test_an_item_that_is_not_understood_keeps_no_other_from_being_read(client: httpx.AsyncClient) -> None:
    async with a_receiver(said([{**ITEM, "routeringgegevens": {"afzender": {"code": "0983"}}}, {}, ITEM])) as there:
        first, second, third = await Rest(client, there.url).list_waiting(250)
    assert first is not None
    assert second is None
    assert third is not None
    assert (first.traceer_id, first.afzender, third.afzender, third.soort) == (NAME, "0983", None, None)


async def test_a_status_is_read_by_either_name_and_only_of_the_message_that_was_asked_about(
    client: httpx.AsyncClient,
) -> None:
    items = [
        {"referentiegegevens": NAMES, "berichtstatus": "Ontvangen"},
        {"status": "Bezorgd", "meldingen": [{"code": "BRS13", "omschrijving": "x"}]},
        {"referentiegegevens": {**NAMES, "traceerId": str(uuid4())}, "berichtstatus": "Bezorgd"},
    ]
    async with a_receiver(said(items)) as there:
        found = await Rest(client, f"{there.url}/").list_statuses(NAME)
        assert there.requests == [f"GET /iwmo/berichtstatus/rest-pull/v3/berichtstatussen?traceerId={NAME} HTTP/1.1"]
    assert [(each.berichtstatus, each.codes) for each in found] == [("Ontvangen", []), ("Bezorgd", ["BRS13"])]


@pytest.mark.parametrize(
    ("answer", "outcome", "wait"),
    [
        (said({}), "onbegrepen", None),
        (said([{"status": 1}]), "onbegrepen", None),
        (said([], 400), "400", None),
        (status(429, retry_after="3"), "429", 3),
    ],
)
async def test_what_is_no_answer_is_asked_again_later(
    client: httpx.AsyncClient, answer: Answer, outcome: str, wait: int | None
) -> None:
    async with a_receiver(answer) as there:
        with pytest.raises(Unavailable) as caught:
            await Rest(client, there.url).list_statuses(NAME)
    assert caught.value.outcome == outcome
    assert caught.value.retry_after == (None if wait is None else timedelta(seconds=wait))


async def test_what_is_gone_is_told_from_what_failed(client: httpx.AsyncClient) -> None:
    async with a_receiver(status(404), status(404), status(202), status(500)) as there:
        rest = Rest(client, there.url)
        assert await rest.fetch(NAME) is None
        await rest.confirm(NAME)
        await rest.confirm(NAME)
        with pytest.raises(Unavailable):
            await rest.confirm(NAME)
