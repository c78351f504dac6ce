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
    Look,
    Part,
    as_case,
    as_cells,
    count_statement,
    fetch_long,
    listing_of,
    where_of,
)
from gateway.store.lists.listing import TOTAL, fetch_page
from tests.support.api.parties import VENLO, ZORG

CASES = Cases(
    tables="with zorg as (select)",
    parts=(
        Part(rows="zorg", day="van", looks=(Look(measure="start", counted="k.eerste = k.van"),)),
        Part(rows="afgerond", day="tot", looks=(Look(measure="lengte", counted="k.kort", value="k.duur"),)),
    ),
)


def test_a_list_takes_its_parameters_after_those_of_the_cases() -> None:
    listing = listing_of(CASES, "lengte")
    assert CASES.tables in listing.source
    assert "k.duur" in listing.source
    assert "k.eerste" not in listing.source
    where = where_of(CaseFilter(measure="lengte", gemeente="0983", kind="basis-lokaal"), ["een", "twee"])
    assert (where.sql, where.values) == ("g.gemeente = $3 and g.kind = $4", ["een", "twee", "0983", "basis-lokaal"])


def test_a_count_takes_no_parameters_of_its_own() -> None:
    assert "$" not in count_statement(CASES)


ONE_CASE = Cases(
    tables=f"""
with een (gemeente, client_id, segment, aanbieder, nummer, bericht_id, dag, geteld, waarde) as (
    values ('{VENLO}', null::uuid, '1A1', '{ZORG}', 7, null::uuid, date '2024-06-30', true, 1)
)""",
    parts=(
        Part(
            rows="een",
            day="dag",
            looks=(
                Look(measure="start", counted="k.geteld", value="k.waarde"),
                Look(measure="op-tijd", counted="null::boolean"),
                Look(measure="lengte", among="not k.geteld", counted="true"),
            ),
        ),
    ),
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
        cell, late = as_cells(await tx.fetch(count_statement(ONE_CASE)))
        assert (cell.measure, cell.among, cell.counted, cell.total, cell.kind) == ("start", 1, 1, 1, kind)
        assert late == replace(cell, measure="op-tijd", counted=0, total=0, valued=0)
        without, _ = as_cells(await tx.fetch(count_statement(replace(ONE_CASE, per_segment=False))))
        assert without == replace(cell, kind="")


async def test_the_cases_of_one_measure_are_listed_by_kind(tx: Connection) -> None:
    here = Contract(aanbieder=ZORG, segment="1A1", soort="basis-lokaal", vanaf=date(2024, 1, 1), tot=None)
    await contracten.replace(tx, VENLO, [here])
    for measure, kind, found in (
        ("start", "basis-lokaal", [(7, True, 1)]),
        ("op-tijd", None, [(7, False, None)]),
        ("lengte", None, []),
        ("start", "strategisch-regionaal", []),
    ):
        where = where_of(CaseFilter(measure=measure, gemeente=VENLO, kind=kind), ())
        rows = await fetch_page(tx, listing_of(ONE_CASE, measure), where, None, 10, newest_first=False)
        cases = [as_case(row) for row, _ in rows]
        assert [(each.nummer, each.counted, each.value) for each in cases] == found
        assert [row[TOTAL] for row, _ in rows] == [len(found)] * len(rows)


async def test_a_count_may_take_longer_than_other_statements(dsn: str) -> None:
    connection = await asyncpg.connect(dsn, command_timeout=0.5)
    try:
        async with connection.transaction():
            assert len(await fetch_long(connection, "select pg_sleep($1)", 0.8)) == 1
    finally:
        await connection.close()
