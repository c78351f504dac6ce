"""The list of organisations: with whom one can exchange messages; how each gets them is for the operator alone."""

from dataclasses import replace
from typing import Final

import asyncpg

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page, load_page
from gateway.store.lists.organisations import ORGANISATIONS, OrganisationItem, as_item, where_of
from gateway.store.parties.organisaties import Organisatie

_PARTIES: Final = ("gemeente", "aanbieder")
_ALL: Final = (*_PARTIES, "beheerder", "intermediair")


async def list_organisations(
    gateway: Gateway, caller: Organisatie, soort: str | None, asked: AskedPage
) -> Page[OrganisationItem]:
    """Return a page of the organisations that the caller may know of, by code. Raises Invalid."""
    is_operator = caller.soort == "beheerder"
    kinds = tuple(each for each in (_ALL if is_operator else _PARTIES) if soort in (None, each))

    def shown(row: asyncpg.Record) -> OrganisationItem:
        item = as_item(row)
        return item if is_operator else replace(item, kanaal=None, bevroren_op=None)

    return await load_page(gateway, ORGANISATIONS, where_of(kinds), asked, kinds, shown)
