"""The parties of the tests, and what they do over HTTP.

Venlo and Venray are municipalities, Beesel is one that uses another gateway, ZORG and THUIS are providers, BEHEER runs
the gateway; every one has a key.
A `Caller` says what it does in the words of the domain; each method gives the response, or fails the test.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import httpx

from gateway.messages.read import read
from gateway.messages.registry import Message
from gateway.messages.return_message import compose
from gateway.messages.write import serialise
from gateway.standard.findings import Finding, Severity
from gateway.standard.xml.parse import parse
from gateway.store.db.database import Database
from gateway.store.parties import api_keys, organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.support.messages.messages import BSN, PROVIDER, schemas, wmo305, wmo307

VENLO = "0983"
VENRAY = "0984"
BEESEL = "0889"
ZORG = PROVIDER
THUIS = "99990002"
BEHEER = "beheer"

PARTIES = (
    Organisatie(VENLO, "gemeente", "Venlo"),
    Organisatie(VENRAY, "gemeente", "Venray"),
    Organisatie(BEESEL, "gemeente", "Beesel", extern=True),
    Organisatie(ZORG, "aanbieder", "Zorg aan de Maas"),
    Organisatie(THUIS, "aanbieder", "Thuis in de Peel"),
    Organisatie(BEHEER, "beheerder", "Beheer"),
)

CLIENT: Mapping[str, Any] = {
    "geboortedatum": {"datum": "1950-06-15"},
    "geslacht": "1",
    "naam": {"geslachtsnaam": {"achternaam": "Proefpersoon"}, "voornamen": "Jo", "naamGebruik": "1"},
    "contactgegevens": [
        {
            "soort": "01",
            "adres": {
                "huis": {"huisnummer": "12"},
                "postcode": "5911AB",
                "straatnaam": "Markt",
                "plaatsnaam": "Venlo",
                "landCode": "NL",
            },
        }
    ],
}
"""Details of a client as the API takes them, without the BSN; the person of tests/support/messages/messages.py."""

ASSIGNMENT: Mapping[str, Any] = {
    "aanbieder": ZORG,
    "product": {"categorie": "02", "code": "02A02"},
    "ingangsdatum": "2024-01-01",
    "einddatum": "2024-12-31",
    "omvang": {"volume": 120, "eenheid": "01", "frequentie": "4"},
}


async def enrol(db: Database) -> dict[str, str]:
    """Add all parties, and return the key of each."""
    async with db.transaction() as tx:
        for each in PARTIES:
            await organisaties.save(tx, each)
        return {each.code: await api_keys.create_key(tx, each.code, "test") for each in PARTIES}


class Caller:
    """One caller with its own key."""

    def __init__(self, code: str, http: httpx.AsyncClient) -> None:
        self.code = code
        self.http = http

    async def register(self, bsn: str = BSN, **changes: Any) -> str:
        """Register a client, and return its id."""
        return str(_json(await self.http.post("/v1/clienten", json={**CLIENT, "bsn": bsn, **changes}), 201)["clientId"])

    async def assign(
        self, client: str | None = None, *, idempotency_key: str | None = None, **changes: Any
    ) -> dict[str, Any]:
        """Assign care to this client, or to the one in `changes`, and return the assignment."""
        headers = {"idempotency-key": idempotency_key} if idempotency_key else {}
        asked = {**ASSIGNMENT, **({} if client is None else {"clientId": client}), **changes}
        return _json(await self.http.post("/v1/toewijzingen", json=asked, headers=headers), 201)

    async def change(self, nummer: int, **changes: Any) -> dict[str, Any]:
        """Change an assignment, and return it."""
        return _json(await self.http.patch(f"/v1/toewijzingen/{self.code}/{nummer}", json=changes), 200)

    async def send(self, message: Message | bytes) -> httpx.Response:
        """Send a message, and return the response, whatever its status."""
        data = message if isinstance(message, bytes) else serialise(message)
        return await self.http.post("/v1/berichten", content=data, headers={"content-type": "application/xml"})

    async def submit(self, message: Message | bytes) -> dict[str, Any]:
        """Send a message that is taken, and return its receipt."""
        return _json(await self.send(message), 202)

    async def refused(self, message: Message | bytes, status: int = 400) -> dict[str, Any]:
        """Send a message that is refused, and return the problem."""
        return problem(await self.send(message), status)

    async def mailbox(self, **query: int) -> list[dict[str, Any]]:
        """Return what waits, oldest first."""
        found: list[dict[str, Any]] = _json(await self.http.get("/v1/postvak", params=query), 200)["berichten"]
        return found

    async def collect(self) -> list[Any]:
        """Read every message that waits and confirm that it was received."""
        messages = []
        for each in await self.mailbox(aantal=100):
            messages.append(await self.read_message(each["berichtId"]))
            assert (await self.http.post(f"/v1/postvak/{each['berichtId']}/ontvangen")).status_code == 204
        return messages

    async def bytes_of(self, bericht: str) -> bytes:
        """Return the message as it came or went."""
        response = await self.http.get(f"/v1/berichten/{bericht}/xml")
        assert response.status_code == 200, response.text
        assert response.headers["content-type"] == "application/xml"
        return response.content

    async def read_message(self, bericht: str) -> Any:
        """Return the message, and assert that its schema accepts it."""
        document = parse(await self.bytes_of(bericht))
        assert schemas().valid(document), schemas().findings(document)
        return read(document)

    async def show(self, bericht: str) -> dict[str, Any]:
        """Return what the ledger says of the message."""
        return _json(await self.http.get(f"/v1/berichten/{bericht}"), 200)

    async def report(self, bericht: str) -> dict[str, Any]:
        """Return what was found in the message."""
        return _json(await self.http.get(f"/v1/berichten/{bericht}/rapport"), 200)

    async def codes(self, bericht: str) -> list[str]:
        """Return the codes of all that was found in the message."""
        return [each["code"] for each in (await self.report(bericht))["bevindingen"]]


def _json(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status, f"{response.status_code} {response.text}"
    body: dict[str, Any] = response.json()
    return body


def problem(response: httpx.Response, status: int, soort: str | None = None) -> dict[str, Any]:
    """Return the problem document in a response that must be one."""
    assert response.status_code == status, f"{response.status_code} {response.text}"
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = json.loads(response.content)
    assert body["status"] == status
    assert body["type"].startswith("urn:iwmo-gateway:probleem:")
    assert body["title"]
    assert body["detail"].endswith((".", ")")), body["detail"]
    if soort is not None:
        assert body["type"].rpartition(":")[2] == soort, body
    return body


def start(nummer: int, identificatie: str, **changes: Any) -> Message:
    """Return a WMO305 from ZORG to Venlo on this assignment."""
    fields = {"afzender": ZORG, "ontvanger": VENLO, "toewijzing_nummer": str(nummer), **changes}
    return wmo305(identificatie=identificatie, **fields)


def stop(nummer: int, identificatie: str, **changes: Any) -> Message:
    """Return a WMO307 from ZORG to Venlo on this assignment."""
    fields = {"afzender": ZORG, "ontvanger": VENLO, "toewijzing_nummer": str(nummer), **changes}
    return wmo307(identificatie=identificatie, **fields)


def with_header(message: Any, **changes: Any) -> Any:
    """Return the message with other values in its header."""
    return replace(message, header=replace(message.header, **changes))


def refusal_of(forward: Any, identificatie: str) -> Any:
    """Return the 302 with which the provider refuses this 301."""
    class_path = forward.client.toegewezen_producten[0].path
    finding = Finding(
        code="TR385",
        level=3,
        severity=Severity.AFKEUR,
        retourcode="9385",
        path=class_path,
        class_path=class_path,
        explanation="",
    )
    return compose(forward, [finding], identificatie, date(2024, 3, 1), None)
