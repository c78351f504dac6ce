"""The register of contracts is replaced as a whole, for one municipality."""

from dataclasses import replace
from datetime import date

import asyncpg
import pytest

from gateway.policy.care_file import Contract
from gateway.store.care import contracten
from gateway.store.db.database import Connection
from tests.support.api.parties import THUIS, VENLO, VENRAY, ZORG

HERE = Contract(aanbieder=ZORG, segment="1A1", soort="basis-lokaal", vanaf=date(2024, 1, 1), tot=date(2024, 12, 31))
THERE = Contract(aanbieder=THUIS, segment="vervoer", soort=None, vanaf=date(2022, 1, 1), tot=None)


async def test_contracts_are_replaced_as_a_whole(tx: Connection) -> None:
    await contracten.replace(tx, VENLO, [THERE, HERE])
    assert await contracten.list_contracts(tx, VENLO) == sorted([HERE, THERE], key=lambda each: each.aanbieder)
    assert await contracten.list_contracts(tx, VENRAY) == []
    await contracten.replace(tx, VENLO, [THERE])
    assert await contracten.list_contracts(tx, VENLO) == [THERE]


async def test_products_and_ceilings_are_kept_and_stand_once(tx: Connection) -> None:
    product = replace(HERE, product="02A02", plafond=99_999_999_999)
    await contracten.replace(tx, VENLO, [product, replace(HERE, plafond=0)])
    assert await contracten.list_contracts(tx, VENLO) == [replace(HERE, plafond=0), product]
    for wrong, error in (
        ([product, product], asyncpg.UniqueViolationError),
        ([HERE, HERE], asyncpg.UniqueViolationError),
        ([replace(HERE, plafond=-1)], asyncpg.CheckViolationError),
        ([replace(HERE, plafond=1, tot=None)], asyncpg.CheckViolationError),
    ):
        await tx.execute("savepoint before")
        with pytest.raises(error):
            await contracten.replace(tx, VENLO, wrong)
        await tx.execute("rollback to savepoint before")


async def test_a_contract_that_ends_before_it_begins_is_refused(tx: Connection) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await contracten.replace(tx, VENLO, [replace(HERE, tot=date(2023, 12, 31))])
