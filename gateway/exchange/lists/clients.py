"""Finding a client of a municipality by the BSN, or by surname and date of birth."""

from datetime import date
from typing import Final

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.standard.identifiers import bsn_valid
from gateway.store.care import clienten
from gateway.store.care.client_names import comparable
from gateway.store.care.clienten import Client

MAX_FOUND: Final = 100
"""Clients of one name and date of birth that a search gives."""


async def search_clients(gateway: Gateway, gemeente: str, bsn: str) -> list[Client]:
    """Return the client of the municipality with this BSN, or nothing. Raises Invalid for what is no BSN."""
    if not bsn_valid(bsn):
        raise Invalid("bsn-ongeldig", "bsn is geen BSN: het zijn negen cijfers die de elfproef doorstaan.")
    async with gateway.db.reading() as tx:
        found = await clienten.find_by_bsn(tx, gemeente, bsn)
    return [] if found is None else [found]


async def search_by_name(gateway: Gateway, gemeente: str, name: str, born: date) -> list[Client]:
    """Return the clients of the municipality with this surname, or this surname of a partner, born on this day.

    Capitals, accents, spaces and signs don't matter, nor whether what stands before the surname is given. Raises
    Invalid for a name without letters.
    """
    if not comparable(name):
        raise Invalid("naam-ongeldig", "geslachtsnaam bevat geen letters; geef de hele achternaam.")
    async with gateway.db.reading() as tx:
        return await clienten.find_by_name(tx, gemeente, name, born, MAX_FOUND)
