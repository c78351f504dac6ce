"""Clients of a municipality, registered with all that a WMO301 needs and refused early when some of it is missing."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any
from uuid import UUID

from gateway.exchange.assigning.compose import Draft301, compose_301
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.messages.terms import AssignmentTerms
from gateway.store.care import clienten
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import AssignmentVersion
from gateway.store.db.locks import client_lock

_TRIAL_VERSION = AssignmentVersion(
    nummer=1,
    versie=1,
    toewijzingsdatum=date(2024, 1, 1),
    toewijzingstijd=time(12),
    terms=AssignmentTerms(
        categorie="02",
        code="02A02",
        ingangsdatum=date(2024, 1, 1),
        einddatum=date(2024, 12, 31),
        volume=1,
        eenheid="82",
        frequentie="6",
    ),
)
"""An assignment to try a client's details with, in a message that is never sent."""

_KEYS_NOT_OF_CLIENT = ("toegewezenProducten", "retourCodes")


def _check_details(gateway: Gateway, gemeente: str, bsn: str, gegevens: Mapping[str, Any]) -> None:
    """Raise Invalid unless a WMO301 with these details passes schema and rules."""
    for key in _KEYS_NOT_OF_CLIENT:
        if key in gegevens:
            raise Invalid("onbekend-veld", f"{key} hoort niet bij de gegevens van een cliënt; laat het weg.")
    compose_301(
        gateway,
        Draft301(
            gemeente=gemeente,
            aanbieder="00000000",
            identificatie="PROEF",
            bsn=bsn,
            gegevens=gegevens,
            versions=[_TRIAL_VERSION],
        ),
    )


async def register_client(gateway: Gateway, gemeente: str, bsn: str, gegevens: Mapping[str, Any]) -> Client:
    """Add the client to the municipality and return it.

    Raises Invalid, or Conflict with the id of the client that the municipality has with this BSN already.
    """
    _check_details(gateway, gemeente, bsn, gegevens)
    async with gateway.db.transaction(client_lock(gemeente, bsn)) as tx:
        client = await clienten.create(tx, gemeente, bsn, gegevens)
        if client is None:
            existing = await clienten.find_by_bsn(tx, gemeente, bsn)
            assert existing is not None
            raise Conflict(
                "client-bestaat",
                f"De gemeente heeft al een cliënt met dit BSN: {existing.id}. Wijzig die met PUT /v1/clienten/"
                f"{existing.id} als de gegevens anders zijn.",
                details={"clientId": str(existing.id)},
            )
        return client


async def find_client(gateway: Gateway, gemeente: str, id: UUID) -> Client:
    """Return the client. Raises NotFound."""
    async with gateway.db.reading() as tx:
        client = await clienten.find(tx, gemeente, id)
    if client is None:
        raise NotFound("client-onbekend", f"Gemeente {gemeente} heeft geen cliënt {id}.")
    return client


async def replace_client(gateway: Gateway, gemeente: str, id: UUID, gegevens: Mapping[str, Any]) -> Client:
    """Replace the details of the client, for every WMO301 from now on, and return it. Raises NotFound or Invalid."""
    client = await find_client(gateway, gemeente, id)
    _check_details(gateway, gemeente, client.bsn, gegevens)
    async with gateway.db.transaction(client_lock(gemeente, client.bsn)) as tx:
        replaced = await clienten.replace(tx, gemeente, id, gegevens)
    assert replaced is not None
    return replaced
