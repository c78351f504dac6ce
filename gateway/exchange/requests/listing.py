"""The list of requests, for the municipality that they are for and the provider that they are of.

What a provider asks of another one's finds nothing, as if it didn't exist. A client's id is for the municipality alone.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

import asyncpg

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page, load_page
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.requests.lookup import due_day
from gateway.messages.kinds.verzoek import Wmo315, Wmo317
from gateway.policy.care.requests import last_dagtekening_for, last_received_for
from gateway.standard.calendar import DUTCH_TIME
from gateway.store.lists.requests import REQUESTS, DueBounds, RequestFilter, where_of
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from gateway.store.requests.verzoeken import KeptRequest, as_request

_KINDS: Final = (Wmo315.soort.name, Wmo317.soort.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestItem(KeptRequest):
    """A request in a list."""

    uiterlijk: date | None
    """Until when an answer is in time; None: it has its final answer."""


async def list_requests_of(
    gateway: Gateway, caller: Organisatie, filters: RequestFilter, asked: AskedPage, *, due: date | None = None
) -> Page[RequestItem]:
    """Return a page of the requests to the caller, a municipality, or of the caller, a provider.

    `due`: as for `list_requests`. Raises Invalid, and Forbidden when a provider chooses by client.
    """
    if filters.client is not None and caller.soort != "gemeente":
        raise Forbidden("client-alleen-gemeente", "Alleen de gemeente van een cliënt kan diens verzoeken opvragen.")
    kinds = [each for each in _KINDS if caller.may_handle(each) and filters.soort in (None, each)]
    own = filters.gemeente if caller.soort == "gemeente" else filters.aanbieder
    if own not in (None, caller.code) or not kinds:
        return Page([], None, 0)
    filters = replace(filters, soort=kinds[0] if len(kinds) == 1 else None)
    if caller.soort == "gemeente":
        return await list_requests(gateway, replace(filters, gemeente=caller.code), asked, due=due)
    return await list_requests(gateway, replace(filters, aanbieder=caller.code), asked, due=due)


async def list_requests(
    gateway: Gateway, filters: RequestFilter, asked: AskedPage, *, due: date | None = None
) -> Page[RequestItem]:
    """Return a page of these requests, in the order in which they came in. Raises Invalid.

    `due`: only those to which an answer has to be there by this day, which counts.
    """
    async with gateway.db.reading() as tx:
        worked = await organisaties.list_worked_holidays(tx, filters.gemeente)
    if due is not None:
        filters = replace(filters, due=_bounds_of(due, worked))

    def shown(row: asyncpg.Record) -> RequestItem:
        request = as_request(row)
        values = {name: getattr(request, name) for name in KeptRequest.__dataclass_fields__}
        return RequestItem(**values, uiterlijk=due_day(request, worked.get(request.gemeente, frozenset())))

    return await load_page(gateway, REQUESTS, where_of(filters), asked, filters, shown)


def _bounds_of(due: date, worked: Mapping[str, frozenset[str]]) -> DueBounds:
    """Return which requests are due by this day. `worked`: by municipality; those that work alike go together."""
    alike: dict[frozenset[str], list[str]] = defaultdict(list)
    for gemeente, days in worked.items():
        alike[days].append(gemeente)
    before = (
        (tuple(gemeenten), datetime.combine(last_received_for(due, days) + timedelta(days=1), time(), DUTCH_TIME))
        for days, gemeenten in alike.items()
    )
    return DueBounds(tuple(before), last_dagtekening_for(due))
