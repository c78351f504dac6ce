"""A page of assignments or overrides is of one municipality; what is found is in tests/api/routes/lists."""

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.refusals import Invalid
from gateway.exchange.lists.assignments import list_assignments, list_overrides
from gateway.store.lists.assignments import AssignmentFilter, OverrideFilter
from tests.support.api.parties import VENLO, VENRAY
from tests.support.store.filling import assigned_clients


async def test_a_place_in_the_list_of_another_municipality_is_none_here(gateway: Gateway) -> None:
    await assigned_clients(gateway.db, 3)
    page = await list_assignments(gateway, AssignmentFilter(gemeente=VENLO), AskedPage(limit=2))
    assert (len(page.items), page.total) == (2, 3)
    rest = await list_assignments(gateway, AssignmentFilter(gemeente=VENLO), AskedPage(page.next, 2))
    assert (len(rest.items), rest.next, rest.total) == (1, None, None)
    with pytest.raises(Invalid):
        await list_assignments(gateway, AssignmentFilter(gemeente=VENRAY), AskedPage(page.next, 2))
    overrides = await list_overrides(gateway, OverrideFilter(gemeente=VENLO), AskedPage())
    assert (overrides.items, overrides.total) == ([], 0)
