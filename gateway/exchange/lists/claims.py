"""The lists of claims, of their Prestaties and of their totals, for the municipality, the provider and the operator.

What a caller asks of another tenant finds nothing, as if it didn't exist. A client's id is for the municipality alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, TypeVar
from uuid import UUID

import asyncpg

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page, load_page
from gateway.exchange.kernel.refusals import Forbidden, NotFound
from gateway.messages.kinds.declaratie import Wmo323
from gateway.store.claims.claim_list import CLAIMS, ClaimFilter, ClaimItem, as_claim, claims_where
from gateway.store.claims.line_list import LINES, LineFilter, LineItem, as_line, lines_where
from gateway.store.claims.totals import TOTALS, TotalsFilter, TotalsItem, as_totals, totals_where
from gateway.store.lists.listing import Where, fetch_page
from gateway.store.parties.organisaties import Organisatie

F = TypeVar("F", ClaimFilter, LineFilter, TotalsFilter)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with its Prestaties, in their order."""

    item: ClaimItem
    lines: list[LineItem]


async def list_claims(gateway: Gateway, caller: Organisatie, filters: ClaimFilter, asked: AskedPage) -> Page[ClaimItem]:
    """Return a page of the claims of or for the caller, in the order in which they came in. Raises Invalid."""
    scoped, where = _of_caller(caller, filters, claims_where)
    return await load_page(gateway, CLAIMS, where, asked, (caller.code, scoped), as_claim)


async def list_claim_lines(
    gateway: Gateway, caller: Organisatie, filters: LineFilter, asked: AskedPage
) -> Page[LineItem]:
    """Return a page of Prestaties of or for the caller, by claim and place in it. Raises Invalid or Forbidden."""
    if filters.client is not None and caller.soort != "gemeente":
        raise Forbidden("client-alleen-gemeente", "Alleen de gemeente van een cliënt kan diens prestaties opvragen.")
    scoped, where = _of_caller(caller, filters, lines_where)

    def shown(row: asyncpg.Record) -> LineItem:
        return _for(caller, as_line(row))

    return await load_page(gateway, LINES, where, asked, (caller.code, scoped), shown)


async def list_claim_totals(
    gateway: Gateway, caller: Organisatie, filters: TotalsFilter, asked: AskedPage
) -> Page[TotalsItem]:
    """Return a page of totals of claims of or for the caller, by municipality, month, provider and product.

    Raises Invalid.
    """
    scoped, where = _of_caller(caller, filters, totals_where)
    return await load_page(gateway, TOTALS, where, asked, (caller.code, scoped), as_totals)


async def find_claim(gateway: Gateway, caller: Organisatie, id: UUID) -> Claim:
    """Return a claim that counts, of or for the caller. Raises NotFound."""
    _, where = _of_caller(caller, ClaimFilter(), claims_where)
    where.add("d.bericht_id = {}", id)
    _, of_lines = _of_caller(caller, LineFilter(declaratie=id), lines_where)
    async with gateway.db.snapshot() as tx:
        claims = await fetch_page(tx, CLAIMS, where, None, 1, newest_first=False)
        lines = await fetch_page(tx, LINES, of_lines, None, MAX_LINES, newest_first=False)
    if not claims:
        raise NotFound(
            "declaratie-onbekend",
            f"Er is geen declaratie {id} van of voor {caller.code} die telt. Van een declaratie die als geheel is "
            "afgewezen staat het oordeel bij het bericht zelf.",
        )
    return Claim(as_claim(claims[0][0]), [_for(caller, as_line(row)) for row, _ in lines])


MAX_LINES: Final = 100_000
"""Prestaties of one claim; a message of 25 MB holds fewer."""


def _of_caller(caller: Organisatie, filters: F, where_of: Callable[[F], Where]) -> tuple[F, Where]:
    """Return the choice and its conditions, limited to what the caller may see."""
    own = {"gemeente": filters.gemeente, "aanbieder": filters.aanbieder}.get(caller.soort)
    if caller.soort == "gemeente":
        filters = replace(filters, gemeente=caller.code)
    elif caller.soort == "aanbieder":
        filters = replace(filters, aanbieder=caller.code)
    where = where_of(filters)
    if own not in (None, caller.code) or not caller.may_handle(Wmo323.soort.name):
        where.add("false")
    return filters, where


def _for(caller: Organisatie, item: LineItem) -> LineItem:
    return item if caller.code == item.gemeente else replace(item, client_id=None)
