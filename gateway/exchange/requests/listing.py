"""The list of requests, for the municipality that they are for."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import asyncpg

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import Asked, Page, load_page
from gateway.exchange.requests.lookup import due_day
from gateway.policy.care.requests import last_dagtekening_for, last_received_for
from gateway.standard.calendar import DUTCH_TIME
from gateway.store.lists.requests import REQUESTS, DueBounds, RequestFilter, where_of
from gateway.store.parties import organisaties
from gateway.store.requests.verzoeken import KeptRequest, as_request


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestItem(KeptRequest):
    """A request in a list."""

    uiterlijk: date | None
    """Until when an answer is in time; None: it has its final answer."""


async def list_requests(
    gateway: Gateway, filters: RequestFilter, asked: Asked, *, due: date | None = None
) -> Page[RequestItem]:
    """Return a page of the requests to the municipality, in the order in which they came in. Raises Invalid.

    `due`: only those to which an answer has to be there by this day, which counts.
    """
    async with gateway.db.reading() as tx:
        own = await organisaties.find(tx, filters.gemeente)
    worked = frozenset[str]() if own is None else own.gewerkte_feestdagen

    if due is not None:
        received = datetime.combine(last_received_for(due, worked) + timedelta(days=1), time(), DUTCH_TIME)
        filters = replace(filters, due=DueBounds(received, last_dagtekening_for(due)))

    def shown(row: asyncpg.Record) -> RequestItem:
        request = as_request(row)
        values = {name: getattr(request, name) for name in KeptRequest.__dataclass_fields__}
        return RequestItem(**values, uiterlijk=due_day(request, worked))

    return await load_page(gateway, REQUESTS, where_of(filters), asked, filters, shown)
