"""Clients of a municipality: taken on with everything a WMO301 needs, and refused early when it lacks something."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any
from uuid import UUID

from gateway.exchange.assigning.compose import Concept, compose_301
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.messages.terms import AssignmentTerms
from gateway.store.care import clienten
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import Versie
from gateway.store.db.locks import client_lock

_PROEF = Versie(
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
"""An assignment with which a client's details are tried out in a message that is never sent."""

_NIET_VAN_DE_CLIENT = ("toegewezenProducten", "retourCodes")


def _check(gateway: Gateway, gemeente: str, bsn: str, gegevens: Mapping[str, Any]) -> None:
    """Returns when a WMO301 with these details passes schema and rules. Raises Invalid."""
    for sleutel in _NIET_VAN_DE_CLIENT:
        if sleutel in gegevens:
            raise Invalid("onbekend-veld", f"{sleutel} hoort niet bij de gegevens van een cliënt; laat het weg.")
    compose_301(
        gateway,
        Concept(
            gemeente=gemeente,
            aanbieder="00000000",
            identificatie="PROEF",
            bsn=bsn,
            gegevens=gegevens,
            versies=[_PROEF],
        ),
    )


async def register(gateway: Gateway, gemeente: str, bsn: str, gegevens: Mapping[str, Any]) -> Client:
    """The municipality has this client. Raises Invalid, or Conflict with the id when it had one with this BSN."""
    _check(gateway, gemeente, bsn, gegevens)
    async with gateway.db.transaction(client_lock(gemeente, bsn)) as tx:
        client = await clienten.create(tx, gemeente, bsn, gegevens)
        if client is None:
            bestaand = await clienten.by_bsn(tx, gemeente, bsn)
            assert bestaand is not None
            raise Conflict(
                "client-bestaat",
                f"De gemeente heeft al een cliënt met dit BSN: {bestaand.id}. Wijzig die met PUT /v1/clienten/"
                f"{bestaand.id} als de gegevens anders zijn.",
                gegevens={"client": str(bestaand.id)},
            )
        return client


async def find(gateway: Gateway, gemeente: str, id: UUID) -> Client:
    """Return the client. Raises NotFound."""
    async with gateway.db.reading() as tx:
        client = await clienten.find(tx, gemeente, id)
    if client is None:
        raise NotFound("client-onbekend", f"Gemeente {gemeente} heeft geen cliënt {id}.")
    return client


async def replace(gateway: Gateway, gemeente: str, id: UUID, gegevens: Mapping[str, Any]) -> Client:
    """Return the client with these details in every WMO301 from now on. Raises NotFound or Invalid."""
    client = await find(gateway, gemeente, id)
    _check(gateway, gemeente, client.bsn, gegevens)
    async with gateway.db.transaction(client_lock(gemeente, client.bsn)) as tx:
        nieuw = await clienten.replace(tx, gemeente, id, gegevens)
    assert nieuw is not None
    return nieuw
