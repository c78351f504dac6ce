"""The app between a provider's gateway and VECOZO: it brings what waits there, and fetches what waits at VECOZO.

To the gateway it is an intermediary that acts for the municipality; to VECOZO it is the provider, by its certificate.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from gateway.messages.read import read
from gateway.simulator.checks import is_return
from gateway.simulator.vecozo.payloads import content_of, payload_of
from gateway.standard.xml.parse import parse
from tests.support.api.parties import Caller
from tests.support.exchange.at_vecozo import AtVecozo, metadata_for


@dataclass
class VecozoApp:
    """One such app. `gateway`: the intermediary there; `vecozo`: the provider there."""

    gateway: Caller
    vecozo: AtVecozo
    _taken: dict[tuple[str, str], str] = field(default_factory=dict)
    """By kind and Identificatie of each message that VECOZO brought its TraceerID, to answer it by."""

    async def run(self) -> None:
        """Go on until this is cancelled; what can't be reached now is asked again."""
        while True:
            try:
                await self._fetch()
                await self._bring()
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.02)

    async def _fetch(self) -> None:
        """Bring what waits at VECOZO to the gateway, and confirm it when that has it."""
        for item in await self.vecozo.waiting():
            name, told = item["referentiegegevens"]["traceerId"], item["basisgegevens"]["payload"]
            payload = (await self.vecozo.payload(name)).content
            assert hashlib.sha256(payload).hexdigest() == told["checksum"]["waarde"]
            content = content_of(payload)
            await self.gateway.submit(content)
            message: Any = read(parse(content))
            self._taken[message.soort.name, message.header.bericht_identificatie.identificatie] = name
            assert await self.vecozo.confirm(name) == 202

    async def _bring(self) -> None:
        """Bring what waits at the gateway to VECOZO, and confirm it when that has it."""
        for each in await self.gateway.mailbox(aantal=100):
            content = await self.gateway.bytes_of(each["berichtId"])
            message: Any = read(parse(content))
            metadata = metadata_for(message, **self._answered(message))
            name = metadata["referentiegegevens"]["traceerId"]
            response = await self.vecozo.push(metadata, payload_of(name, content))
            assert response.status_code == 204, response.text
            taken = await self.gateway.http.post(f"/v1/postvak/{each['berichtId']}/ontvangen")
            assert taken.status_code == 204, taken.text

    def _answered(self, message: Any) -> dict[str, str]:
        """Return the references by which a return message goes to what it answers."""
        if not is_return(message.soort.name):
            return {}
        found = self._taken[message.soort.answers, message.header.bericht_identificatie.identificatie]
        return {"conversatieId": found, "alsAntwoordOp": found}


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Do this while the block lasts; fail with it."""
    async with asyncio.TaskGroup() as group:
        task = group.create_task(work)
        yield
        task.cancel()
