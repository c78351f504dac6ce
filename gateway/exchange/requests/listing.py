"""The list of requests, for the municipality that they are for."""

from dataclasses import dataclass
from datetime import date

import asyncpg

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import Asked, Page, load_page
from gateway.exchange.requests.lookup import due_day
from gateway.store.lists.requests import REQUESTS, RequestFilter, where_of
from gateway.store.parties import organisaties
from gateway.store.requests.verzoeken import KeptRequest, as_request


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestItem(KeptRequest):
    """A request in a list."""

    uiterlijk: date | None
    """Until when an answer is in time; None: it has its final answer."""


async def list_requests(gateway: Gateway, filters: RequestFilter, asked: Asked) -> Page[RequestItem]:
    """Return a page of the requests to the municipality, in the order in which they came in. Raises Invalid."""
    async with gateway.db.reading() as tx:
        own = await organisaties.find(tx, filters.gemeente)
    worked = frozenset[str]() if own is None else own.gewerkte_feestdagen

    def shown(row: asyncpg.Record) -> RequestItem:
        request = as_request(row)
        values = {name: getattr(request, name) for name in KeptRequest.__dataclass_fields__}
        return RequestItem(**values, uiterlijk=due_day(request, worked))

    return await load_page(gateway, REQUESTS, where_of(filters), asked, filters, shown)
