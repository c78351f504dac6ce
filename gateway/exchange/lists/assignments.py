"""The lists of assignments and of overrides, for the municipality that made them."""

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage, Page, load_page
from gateway.store.lists.assignments import (
    ASSIGNMENTS,
    OVERRIDES,
    AssignmentFilter,
    AssignmentItem,
    OverrideFilter,
    OverrideItem,
    as_item,
    as_override,
    overrides_where,
    where_of,
)


async def list_assignments(gateway: Gateway, filters: AssignmentFilter, asked: AskedPage) -> Page[AssignmentItem]:
    """Return a page of the municipality's assignments, each in the version that holds, by number. Raises Invalid."""
    return await load_page(gateway, ASSIGNMENTS, where_of(filters), asked, filters, as_item)


async def list_overrides(gateway: Gateway, filters: OverrideFilter, asked: AskedPage) -> Page[OverrideItem]:
    """Return a page of the municipality's overrides of policy, by number and version. Raises Invalid."""
    return await load_page(gateway, OVERRIDES, overrides_where(filters), asked, filters, as_override)
