"""A client is looked for by a BSN or a name, and by nothing that is neither."""

from datetime import date

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.exchange.lists.clients import search_by_name, search_clients
from tests.support.api.parties import VENLO
from tests.support.store.filling import assigned_clients


async def test_a_client_is_found_by_the_whole_bsn(gateway: Gateway) -> None:
    (bsn, _), (other, _) = await assigned_clients(gateway.db, 2)
    assert [each.bsn for each in await search_clients(gateway, VENLO, bsn)] == [bsn]
    assert [each.bsn for each in await search_clients(gateway, VENLO, other)] == [other]
    with pytest.raises(Invalid):
        await search_clients(gateway, VENLO, bsn[:8])


async def test_a_name_has_letters(gateway: Gateway) -> None:
    with pytest.raises(Invalid, match="naam-ongeldig"):
        await search_by_name(gateway, VENLO, "-", date(1950, 6, 15))
    assert await search_by_name(gateway, VENLO, "Niemand", date(1950, 6, 15)) == []
