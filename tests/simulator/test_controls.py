"""A program steers the simulator by JSON, from this machine and by no page of another site."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from gateway.simulator.controls import create_controls
from gateway.simulator.scenario import Habit
from gateway.simulator.simulator import Simulator
from gateway.standard.stuf.messages import StufReceipt
from gateway.standard.stuf.write import soap_request
from tests.support.api.parties import VENLO, ZORG, start
from tests.support.exchange.chain import envelope
from tests.support.exchange.simulated import a_scenario, a_simulator, bring, calm
from tests.support.messages.messages import xml

HERE = "http://127.0.0.1:8019"


@asynccontextmanager
async def steered(**scenario: Any) -> AsyncIterator[tuple[Simulator, httpx.AsyncClient]]:
    """Yield a simulator, and a client of its controls."""
    async with a_simulator(a_scenario(**scenario)) as simulator:
        transport = httpx.ASGITransport(create_controls(simulator.played))
        async with httpx.AsyncClient(base_url=HERE, transport=transport) as http:
            yield simulator, http


async def test_a_fault_is_added_what_happened_is_told_and_all_is_taken_away() -> None:
    message = envelope(xml(start(1, "S1")), "WMO305")
    async with steered() as (simulator, http), httpx.AsyncClient(base_url=simulator.url, trust_env=False) as chain:
        assert (await http.post("/storingen", json={"wat": "druk", "seconden": 7})).status_code == 204
        refused = await chain.post("/ggk", content=soap_request(message))
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "7")
        assert (await http.delete("/storingen")).status_code == 204
        assert isinstance(await bring(simulator, message), StufReceipt)
        await calm(simulator)
        told = (await http.get("/journaal")).json()["gebeurtenissen"]
        assert [each["wat"] for each in told[:3]] == ["druk", "aangenomen", "bezorgd"]
        assert (await http.get("/journaal", params={"na": told[-1]["nummer"]})).json() == {"gebeurtenissen": []}
        assert (await chain.post("/storingen", json={"wat": "druk"})).status_code == 404, "not where the chain is"


@pytest.mark.parametrize(
    ("bad", "key"),
    [
        ({"wat": "fout"}, "code"),
        ({"wat": "regen"}, "wat"),
        ({"wat": "druk", "keer": -1}, "keer"),
        ({"wat": "certificaat", "gebrek": "verlopen"}, "[tls]"),
    ],
)
async def test_what_can_not_go_wrong_is_told(bad: dict[str, Any], key: str) -> None:
    async with steered() as (_, http):
        refused = await http.post("/storingen", json=bad)
        assert (refused.status_code, key in refused.json()["detail"]) == (400, True), refused.text


async def test_a_provider_misbehaves_from_now_on() -> None:
    async with steered() as (simulator, http):
        assert (await http.put(f"/partijen/{ZORG}/gedrag", json={"gedrag": ["zwijgt"]})).status_code == 204
        assert simulator.software[ZORG].habits == {Habit.ZWIJGT}
        assert (await http.put(f"/partijen/{VENLO}9999/gedrag", json={"gedrag": []})).status_code == 404
        assert (await http.put(f"/partijen/{ZORG}/gedrag", json={"gedrag": ["slaapt"]})).status_code == 400


async def test_a_page_of_another_site_can_do_nothing() -> None:
    fault = {"wat": "druk"}
    async with steered() as (simulator, http):
        for headers in ({"host": "elders.test"}, {"host": "127.0.0.1.elders.test"}, {"origin": "https://elders.test"}):
            for asked in (
                await http.post("/storingen", json=fault, headers=headers),
                await http.get("/", headers=headers),
            ):
                assert (asked.status_code, asked.headers["x-content-type-options"]) == (403, "nosniff")
        plain = await http.post("/storingen", content=b'{"wat": "druk"}', headers={"content-type": "text/plain"})
        assert plain.status_code == 400, "what a form of another site can send is no JSON"
        assert simulator.faults.rules == []
        assert (await http.post("/storingen", json=fault, headers={"origin": HERE})).status_code == 204
