"""The statements around the cases of a measure."""

from dataclasses import replace
from datetime import date

import asyncpg

from gateway.policy.care_file import Contract
from gateway.store.care import contracten
from gateway.store.db.database import Connection
from gateway.store.insight.cells import (
    CaseFilter,
    Cases,
    as_cells,
    count_statement,
    fetch_long,
    filter_values,
    list_statement,
)
from tests.support.api.parties import VENLO, ZORG

CASES = Cases(tables="with zorg as (select)", parts=("select 'start' as meting", "select 'lengte' as meting"))


def test_a_list_takes_its_parameters_after_those_of_the_cases() -> None:
    text = list_statement(CASES, 5)
    assert text.startswith(CASES.tables)
    assert "$5" not in text
    assert text.rstrip().endswith("offset $11 limit $12")
    which = CaseFilter(measure="start", gemeente="0983", kind="basis-lokaal")
    assert filter_values(which, 10, 50) == ("start", "0983", None, None, "basis-lokaal", 10, 50)


def test_a_count_takes_no_parameters_of_its_own() -> None:
    assert "$" not in count_statement(CASES)


ONE_CASE = Cases(
    tables=f"""
with een (meting, gemeente, segment, aanbieder, dag, geteld, waarde, grond) as (
    values ('start', '{VENLO}', '1A1', '{ZORG}', date '2024-06-30', true, 1, null::text)
)""",
    parts=("select * from een",),
)


async def test_a_case_under_contracts_for_several_products_counts_once(tx: Connection) -> None:
    here = Contract(aanbieder=ZORG, segment="1A1", soort="basis-lokaal", vanaf=date(2024, 1, 1), tot=date(2024, 6, 30))
    later = replace(here, soort=None, vanaf=date(2024, 7, 1), tot=None)
    for register, kind in (
        (
            [here, replace(here, product="02A02"), replace(here, product="02C02", vanaf=date(2024, 6, 1)), later],
            here.soort,
        ),
        ([later], ""),
        ([replace(here, tot=None)], here.soort),
    ):
        await contracten.replace(tx, VENLO, register)
        [cell] = as_cells(await tx.fetch(count_statement(ONE_CASE)))
        assert (cell.among, cell.counted, cell.total, cell.kind) == (1, 1, 1, kind)
        [without] = as_cells(await tx.fetch(count_statement(replace(ONE_CASE, per_segment=False))))
        assert without == replace(cell, kind="")


async def test_a_count_may_take_longer_than_other_statements(dsn: str) -> None:
    connection = await asyncpg.connect(dsn, command_timeout=0.5)
    try:
        async with connection.transaction():
            assert len(await fetch_long(connection, "select pg_sleep($1)", 0.8)) == 1
    finally:
        await connection.close()
