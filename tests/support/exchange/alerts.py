"""Addresses for alerts at a receiver on this machine, and what it got, held against its signature."""

import base64
import hashlib
import hmac
import json
from typing import Any
from uuid import UUID

from gateway.exchange.alerts import addresses
from gateway.exchange.alerts.addresses import NewAddress
from gateway.exchange.alerts.sender import AlertSender, open_clients
from gateway.exchange.kernel.gateway import Gateway
from tests.support.exchange.receiver import Receiver


async def address_at(gateway: Gateway, code: str, receiver: Receiver, *kinds: str) -> NewAddress:
    """Have alerts of these kinds for this organisation sent to the receiver, as an operator may; none: all kinds."""
    return await addresses.add_address(gateway, code, receiver.url, kinds or None, by_operator=True)


async def send_due(gateway: Gateway) -> None:
    """Make one attempt for every alert that is due, as far as one worker has room."""
    async with open_clients(gateway.delivery) as clients:
        sender = AlertSender(gateway, clients)
        await sender.start_due()
        await sender.finish()


async def due_now(gateway: Gateway) -> None:
    """Make due now what waits for a later attempt."""
    async with gateway.db.transaction() as tx:
        await tx.execute("update attenderingen set niet_voor = now() where staat = 'wachtend'")
        await tx.execute("update attenderingsadressen set rust_tot = now() where rust_tot is not null")


async def states(gateway: Gateway) -> dict[UUID, tuple[str, int]]:
    """Return state and number of attempts of each alert."""
    async with gateway.db.reading() as tx:
        rows = await tx.fetch("select id, staat, pogingen from attenderingen")
    return {row["id"]: (row["staat"], row["pogingen"]) for row in rows}


async def outcomes(gateway: Gateway) -> list[tuple[int, str]]:
    """Return number and outcome of each attempt on record, in their order."""
    async with gateway.db.reading() as tx:
        rows = await tx.fetch("select poging, uitkomst from attendering_pogingen order by id")
    return [(row["poging"], row["uitkomst"]) for row in rows]


def got(receiver: Receiver, *secrets: str) -> list[dict[str, Any]]:
    """Return the alerts that the receiver got, each after its signature was verified by each of these secrets.

    By the scheme itself (Standard Webhooks), written out here once more. The receiver has its headers in small letters.
    """
    found = []
    for body, headers in zip(receiver.bodies, receiver.headers, strict=True):
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        expected = {
            f"v1,{base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()}".lower()
            for key in (base64.b64decode(each.removeprefix("whsec_")) for each in secrets)
        }
        assert set(headers["webhook-signature"].split()) == expected
        assert headers["content-type"] == "application/json"
        found.append({**json.loads(body), "webhook-id": headers["webhook-id"]})
    return found
