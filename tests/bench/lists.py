"""How soon the first page of a list is there with its total, by each filter, with many messages in the ledger."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

from gateway.exchange.delivery.deliveries import page_deliveries
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.lists.assignments import list_assignments
from gateway.exchange.lists.claims import list_claim_lines, list_claims
from gateway.exchange.lists.messages import filter_of, list_messages
from gateway.exchange.requests.listing import list_requests
from gateway.standard.findings import Outcome
from gateway.store.claims.claim_list import ClaimFilter
from gateway.store.claims.line_list import LineFilter
from gateway.store.lists.assignments import AssignmentFilter
from gateway.store.lists.requests import RequestFilter
from gateway.store.parties.organisaties import Organisatie
from tests.bench.books import PROVIDERS
from tests.bench.claimed import fill_claims
from tests.bench.host import family, processor_seconds
from tests.bench.ledgers import Ledger, say
from tests.bench.report import Row, at_most
from tests.bench.rows import COMMON_CODE, RARE_CODE
from tests.bench.timing import spell
from tests.support.api.parties import VENLO, VENRAY, ZORG

_TURNS = 20
_MAX_S = 0.1
_PLAIN = "select * from berichten where gemeente = $1 order by vastgelegd_op desc, id desc limit 51"
_NOBODY = "99999999"
_TODAY = datetime.now(UTC).date()
_LONG_AGO = _TODAY - timedelta(days=15 * 365)
_EVERYTHING: dict[str, None] = {"soort": None, "richting": None, "vanaf": None, "tot": None}
_OF_MESSAGES: Mapping[str, Mapping[str, Any]] = {
    "none": {},
    "kind": {"soort": "WMO307"},
    "a kind that there isn't": {"soort": "WMO319"},
    "direction": {"richting": "in"},
    "the last week": {"vanaf": _TODAY - timedelta(days=7)},
    "until long ago": {"tot": _LONG_AGO},
    "provider": {"aanbieder": PROVIDERS[0]},
    "provider of the clients who wait": {"aanbieder": ZORG},
    "no such provider": {"aanbieder": _NOBODY},
    "refused": {"oordeel": Outcome.AFGEKEURD},
    "parked": {"oordeel": Outcome.GEPARKEERD},
    "refused by the other": {"uitkomst": "afgekeurd"},
    "granted by the other": {"uitkomst": "goedgekeurd"},
    "waits": {"bezorging": "wachtend"},
    "given up": {"bezorging": "opgegeven"},
    "delivered": {"bezorging": "geleverd"},
    "no such Identificatie": {"identificatie": "niets"},
    "code": {"code": COMMON_CODE},
    "a code of few": {"code": RARE_CODE},
    "a code of none": {"code": "OP380"},
    "kind and waits": {"soort": "WMO307", "bezorging": "wachtend"},
    "provider and code": {"aanbieder": PROVIDERS[0], "code": COMMON_CODE},
    "another kind and code": {"soort": "WMO301", "code": COMMON_CODE},
    "direction and refused by the other": {"richting": "uit", "uitkomst": "afgekeurd"},
}
_OF_ASSIGNMENTS: Mapping[str, Mapping[str, Any]] = {
    "none": {},
    "provider": {"aanbieder": PROVIDERS[0]},
    "no such product": {"code": "09A01"},
    "running today": {"loopt_op": _TODAY},
    "running long ago": {"loopt_op": _LONG_AGO},
    "ended long ago": {"eindigt_voor": _LONG_AGO},
    "begun and running": {"begonnen": True, "loopt_op": _TODAY},
    "not begun": {"begonnen": False},
    "overridden": {"overruled": True},
    "begun at a provider of whom none is": {"begonnen": True, "aanbieder": ZORG},
    "not begun and running at a provider": {"begonnen": False, "loopt_op": _TODAY, "aanbieder": ZORG},
}
_OF_REQUESTS: Mapping[str, Mapping[str, Any]] = {
    "none": {},
    "provider": {"aanbieder": PROVIDERS[0]},
    "no such provider": {"aanbieder": _NOBODY},
    "open": {"status": "open"},
    "granted": {"status": "toegekend"},
    "under investigation": {"status": "in-onderzoek"},
    "kind": {"soort": "WMO317"},
    "no such product": {"code": "09A01"},
    "until long ago": {"tot": datetime.combine(_LONG_AGO, time(), UTC)},
    "provider and granted": {"aanbieder": PROVIDERS[0], "status": "toegekend"},
    "provider and no such product": {"aanbieder": PROVIDERS[0], "code": "09A01"},
    "open and kind": {"status": "open", "soort": "WMO317"},
    "granted and no such product": {"status": "toegekend", "code": "09A01"},
}
_OF_CLAIMS: Mapping[str, Mapping[str, Any]] = {
    "none": {},
    "provider": {"aanbieder": PROVIDERS[0]},
    "no such provider": {"aanbieder": _NOBODY},
    "until long ago": {"tot": _LONG_AGO},
    "from today": {"vanaf": _TODAY},
    "something rejected": {"met_afwijzing": True},
    "nothing rejected": {"met_afwijzing": False},
    "provider and rejected": {"aanbieder": PROVIDERS[0], "met_afwijzing": True},
}
_OF_PRESTATIES: Mapping[str, Mapping[str, Any]] = {
    "none": {},
    "provider": {"aanbieder": PROVIDERS[0]},
    "no such provider": {"aanbieder": _NOBODY},
    "assignment": {"toewijzing": 7},
    "no such product": {"code": "09A01"},
    "granted": {"staat": "toegekend"},
    "rejected": {"staat": "afgewezen"},
    "credited": {"staat": "gecrediteerd"},
    "credit": {"staat": "verwerkt"},
    "until long ago": {"tot": _LONG_AGO},
    "from today": {"vanaf": _TODAY},
    "provider and rejected": {"aanbieder": PROVIDERS[0], "staat": "afgewezen"},
    "provider and no such product": {"aanbieder": PROVIDERS[0], "code": "09A01"},
    "granted and from today": {"staat": "toegekend", "vanaf": _TODAY},
}

_Load = Callable[[Gateway, AskedPage], Awaitable[object]]


def _lists() -> Iterator[tuple[str, _Load]]:
    venlo = Organisatie(VENLO, "gemeente", "Venlo")
    for caller, name in (
        (venlo, "messages"),
        (Organisatie(PROVIDERS[1], "aanbieder", "Een"), "messages of a provider"),
    ):
        for chosen, values in _OF_MESSAGES.items():
            filters = filter_of(**{**_EVERYTHING, **values})
            if filters.aanbieder in (None, caller.code) or caller is venlo:
                yield f"{name} by {chosen}", partial(_messages, caller, filters)
    for chosen, values in _OF_ASSIGNMENTS.items():
        yield f"assignments by {chosen}", partial(_assignments, AssignmentFilter(gemeente=VENLO, **values))
    for chosen, values in _OF_REQUESTS.items():
        yield f"requests by {chosen}", partial(_requests, RequestFilter(gemeente=VENLO, **values))
    for chosen, values in _OF_CLAIMS.items():
        yield f"claims by {chosen}", partial(_claims, venlo, ClaimFilter(**values))
    for chosen, values in _OF_PRESTATIES.items():
        yield f"Prestaties by {chosen}", partial(_prestaties, venlo, LineFilter(**values))
    for state in (None, "wachtend", "opgegeven", "geleverd"):
        for receiver in (None, PROVIDERS[0], VENRAY):
            yield f"deliveries by {state or 'any'} to {receiver or 'anybody'}", partial(_deliveries, state, receiver)


async def _messages(caller: Organisatie, filters: Any, gateway: Gateway, asked: AskedPage) -> object:
    return await list_messages(gateway, caller, filters, asked)


async def _assignments(filters: AssignmentFilter, gateway: Gateway, asked: AskedPage) -> object:
    return await list_assignments(gateway, filters, asked)


async def _requests(filters: RequestFilter, gateway: Gateway, asked: AskedPage) -> object:
    return await list_requests(gateway, filters, asked)


async def _claims(caller: Organisatie, filters: ClaimFilter, gateway: Gateway, asked: AskedPage) -> object:
    return await list_claims(gateway, caller, filters, asked)


async def _prestaties(caller: Organisatie, filters: LineFilter, gateway: Gateway, asked: AskedPage) -> object:
    return await list_claim_lines(gateway, caller, filters, asked)


async def _deliveries(state: Any, receiver: str | None, gateway: Gateway, asked: AskedPage) -> object:
    return await page_deliveries(gateway, state, receiver, asked)


async def listed(ledger: Ledger, postmaster: int, turns: int = _TURNS) -> AsyncIterator[Row]:
    """Measure the newest page of messages, and the first pages of each list by any filter either way up.

    What counts is processor time, of PostgreSQL and of the gateway: on a busy machine a clock says what else it does.
    """
    say(f"lists, with {await fill_claims(ledger.dsn):,} Prestaties")
    plain = await _seconds(ledger, postmaster, None, turns)
    found = {
        name: max([await _seconds(ledger, postmaster, partial(load, asked=each), turns) for each in _BOTH_WAYS])
        for name, load in _lists()
    }
    newest = found["messages by none"]
    yield at_most(
        30,
        what=f"first page of the list of messages with {ledger.messages:,} in the ledger",
        against="the plain query of its rows",
        ratio=newest / plain,
        detail=f"{spell(newest)}, counted up to 1,000 and with what came of each, against {spell(plain)}",
    )
    slowest = max(found, key=lambda each: found[each])
    yield at_most(
        1,
        what=f"first page by the slowest of {len(found)} filters with {ledger.messages:,} in the ledger",
        against=f"{_MAX_S * 1000:.0f} ms",
        ratio=found[slowest] / _MAX_S,
        detail=f"{slowest}: {spell(found[slowest])}; times the plain query: {_ratios(found, plain)}",
    )


_BOTH_WAYS: Sequence[AskedPage] = (AskedPage(newest_first=True), AskedPage())


def _ratios(found: Mapping[str, float], plain: float) -> str:
    slowest_first = sorted(found.items(), key=lambda each: -each[1])
    return ", ".join(f"{name} {seconds * 1000:.0f} ms ({seconds / plain:.0f})" for name, seconds in slowest_first)


async def _seconds(
    ledger: Ledger, postmaster: int, load: Callable[[Gateway], Awaitable[object]] | None, turns: int
) -> float:
    """Return the processor time of this page, on average over some turns; None: of the plain query."""
    everybody = [*family(postmaster), os.getpid()]
    begin = processor_seconds(everybody)
    for _ in range(turns):
        if load is not None:
            await load(ledger.gateway)
        else:
            async with ledger.gateway.db.reading() as tx:
                await tx.fetch(_PLAIN, VENLO)
    return max(processor_seconds(everybody) - begin, 1e-4) / turns
