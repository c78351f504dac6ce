"""Tariffs are replaced as a whole, for one municipality."""

from dataclasses import replace

import asyncpg
import pytest

from gateway.policy.tariffs import Tariff
from gateway.store.care import tarieven
from gateway.store.db.database import Connection
from gateway.store.parties import organisaties
from tests.support.api.parties import VENLO, VENRAY
from tests.support.policy.tariffs import ALL, OWN


async def test_tariffs_are_replaced_as_a_whole(tx: Connection) -> None:
    await organisaties.lock(tx, VENLO)
    await tarieven.replace(tx, VENLO, [OWN, ALL])
    assert await tarieven.list_tariffs(tx, VENLO) == [ALL, OWN]
    assert await tarieven.list_tariffs(tx, VENRAY) == []
    assert await tarieven.list_for_provider(tx, VENLO, "99990001") == [OWN, ALL]
    assert await tarieven.list_for_provider(tx, VENLO, "99990002") == [ALL]
    await tarieven.replace(tx, VENLO, [])
    assert await tarieven.list_tariffs(tx, VENLO) == []


@pytest.mark.parametrize("wrong", [[replace(ALL, tot=OWN.vanaf, vanaf=ALL.tot)], [ALL, ALL]], ids=["period", "twice"])
async def test_a_tariff_that_ends_before_it_begins_or_is_there_twice_is_refused(
    tx: Connection, wrong: list[Tariff]
) -> None:
    with pytest.raises((asyncpg.CheckViolationError, asyncpg.UniqueViolationError)):
        await tarieven.replace(tx, VENLO, wrong)
