"""What docs/simulator.md does with curl works as it says."""

import json
from contextlib import AsyncExitStack

import httpx

from gateway.simulator.scenario import load_scenario
from gateway.simulator.vecozo.rest import UNPROCESSABLE
from gateway.standard.resources import bundled
from gateway.standard.vecozo.payloads import content_of
from tests.support.exchange.at_vecozo import AtVecozo
from tests.support.exchange.simulated import a_simulator, calm

SAMPLES = bundled("samples")
WMO301 = "3f6d1c5e-8a1b-4c3d-9e2f-0a1b2c3d4e5f"
WMO305 = "7b0d1f52-3c7e-4f59-8d1a-5e6f70819203"


async def test_the_samples_go_in_and_come_out() -> None:
    async with AsyncExitStack() as stack:
        scenario = load_scenario(SAMPLES / "simulator" / "vecozo.toml")
        simulator = await stack.enter_async_context(a_simulator(scenario))
        http = await stack.enter_async_context(httpx.AsyncClient(base_url=simulator.url, trust_env=False))
        vecozo = AtVecozo(http)
        soap = (SAMPLES / "simulator" / "wmo301.soap").read_bytes()
        answer = await http.post("/ggk", content=soap, headers={"content-type": "text/xml", "soapaction": '""'})
        assert (answer.status_code, b"Bv03" in answer.content) == (200, True)
        await calm(simulator)
        assert [each["referentiegegevens"]["traceerId"] for each in await vecozo.waiting()] == [WMO301]
        assert content_of((await vecozo.payload(WMO301)).content) == (SAMPLES / "wmo301-goed.xml").read_bytes()
        assert await vecozo.confirm(WMO301) == 202
        metadata = json.loads((SAMPLES / "simulator" / "wmo305-metadata.json").read_bytes())
        payload = (SAMPLES / "wmo305-goed.xml").read_bytes()
        assert (await vecozo.push(metadata, payload)).status_code == 204
        assert (await vecozo.push(metadata, payload)).status_code == UNPROCESSABLE
        await calm(simulator)
        assert await vecozo.status(WMO305) == ("Bezorgd", [])
