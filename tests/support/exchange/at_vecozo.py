"""A provider's software at the simulated VECOZO, over REST."""

import json
from typing import Any
from uuid import uuid4

import httpx

from gateway.messages.registry import Message
from gateway.simulator.vecozo.rest import PULL_PATH, PUSH_PATH, STATUS_PATH
from gateway.standard.vecozo.payloads import payload_of
from tests.support.messages.messages import xml


def metadata_for(message: Message, **changes: Any) -> dict[str, Any]:
    """Return what goes with this message of a provider; `changes`: of its references."""
    own, parties = str(uuid4()), (message.header.afzender, message.header.ontvanger)
    stream = {"berichttype": "WMO", "berichtsubtype": message.soort.name, "berichtversie": 3, "berichtsubversie": 2}
    route = {
        "afzender": {"rol": "Instelling", "code": max(parties, key=len)},
        "geadresseerden": [{"rol": "Gemeente", "code": min(parties, key=len)}],
        "berichtstroom": {**stream, "actie": "Onbekend"},
    }
    names = {"conversatieId": own, "traceerId": own, **changes}
    return {"routeringgegevens": route, "referentiegegevens": names}


class AtVecozo:
    """What the software does there."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def push(self, metadata: Any, payload: bytes) -> httpx.Response:
        """Hand these in, whatever comes of it."""
        parts = {
            "berichtMetadata": ("metadata.json", json.dumps(metadata), "application/json"),
            "payload": ("payload", payload, "application/octet-stream"),
        }
        return await self.http.post(f"{PUSH_PATH}/berichten", files=parts)

    async def send(self, message: Message, **changes: Any) -> str:
        """Hand in a message that is taken, and return its TraceerID."""
        metadata = metadata_for(message, **changes)
        traceer_id = str(metadata["referentiegegevens"]["traceerId"])
        response = await self.push(metadata, payload_of(traceer_id, xml(message)))
        assert response.status_code == 204, response.text
        return traceer_id

    async def waiting(self, **query: int) -> list[dict[str, Any]]:
        """Return what waits, oldest first."""
        response = await self.http.get(f"{PULL_PATH}/berichten", params=query)
        assert response.status_code == 200, response.text
        found: list[dict[str, Any]] = response.json()
        return found

    async def payload(self, traceer_id: str) -> httpx.Response:
        """Ask for the payload."""
        return await self.http.get(f"{PULL_PATH}/berichten/{traceer_id}/payload")

    async def confirm(self, traceer_id: str) -> int:
        """Confirm that a message was received, and return the status of the answer."""
        return (await self.http.delete(f"{PULL_PATH}/berichten/{traceer_id}")).status_code

    async def statuses(self, **query: str) -> list[dict[str, Any]]:
        """Return the statuses of the messages that the query names."""
        response = await self.http.get(f"{STATUS_PATH}/berichtstatussen", params=query)
        assert response.status_code == 200, response.text
        found: list[dict[str, Any]] = response.json()
        return found

    async def status(self, traceer_id: str) -> tuple[str, list[str]]:
        """Return the status of one message, and the codes that come with it."""
        [found] = [
            each
            for each in await self.statuses(traceerId=traceer_id)
            if each["referentiegegevens"]["traceerId"] == traceer_id
        ]
        return found["berichtstatus"], [each["code"] for each in found.get("meldingen", ())]
