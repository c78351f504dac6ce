"""Finding a client of a municipality by the BSN."""

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.standard.identifiers import bsn_valid
from gateway.store.care import clienten
from gateway.store.care.clienten import Client


async def search_clients(gateway: Gateway, gemeente: str, bsn: str) -> list[Client]:
    """Return the client of the municipality with this BSN, or nothing. Raises Invalid for what is no BSN."""
    if not bsn_valid(bsn):
        raise Invalid("bsn-ongeldig", "bsn is geen BSN: het zijn negen cijfers die de elfproef doorstaan.")
    async with gateway.db.reading() as tx:
        found = await clienten.find_by_bsn(tx, gemeente, bsn)
    return [] if found is None else [found]
