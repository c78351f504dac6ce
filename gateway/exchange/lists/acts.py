"""The list of what operators did to organisations, for an operator."""

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page, load_page
from gateway.store.lists.operator_actions import ACTS, Act, as_act, where_of


async def list_acts(gateway: Gateway, organisatie: str | None, inlognaam: str | None, asked: AskedPage) -> Page[Act]:
    """Return a page of what was done to this organisation, by this person in the console; None: whichever.

    Raises Invalid.
    """
    filters = (organisatie, inlognaam)
    return await load_page(gateway, ACTS, where_of(organisatie, inlognaam), asked, filters, as_act)
