"""The scope of a count, and its result: cells, and the cases behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import asyncpg

from gateway.store.db.database import Connection
from gateway.store.lists.listing import Listing, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The care or messages to count."""

    gemeenten: Sequence[str]
    aanbieder: str | None
    """None: every provider."""
    begin: date
    """First day of the year."""
    end: date
    """First day after the year."""
    today: date
    """Care and terms that are over before this day are over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The smallest count: one measure for one municipality, segment, provider and kind of provider."""

    measure: str
    gemeente: str
    segment: str
    """"" for measures of messages."""
    aanbieder: str
    kind: str
    """Kind of provider by the register of contracts; "" when it has none for this day."""
    ground: str
    """Ground of the counted cases; "" when there is none."""
    among: int
    """The denominator."""
    counted: int
    """The numerator."""
    total: int
    """Sum of the values of the cases that have one."""
    valued: int
    """Number of cases that have a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case behind a figure."""

    gemeente: str
    client_id: UUID | None
    aanbieder: str
    kind: str
    segment: str
    nummer: int | None
    """ToewijzingNummer."""
    bericht_id: UUID | None
    day: date
    """The day that puts the case in the year."""
    counted: bool
    """True when it is in the numerator."""
    value: int | None
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """The figure whose cases are wanted; None: no condition."""

    measure: str
    gemeente: str
    segment: str | None = None
    aanbieder: str | None = None
    kind: str | None = None


_MAX_SECONDS: Final = 300
"""Other statements are given up after a minute, as the answer of a server that is gone."""
_SETTINGS: Final = (
    "set local work_mem = '192MB'; set local jit = off; set local enable_nestloop = off; "
    "set local enable_mergejoin = off; set local enable_sort = off; set local enable_incremental_sort = off"
)
"""For statements over all that a municipality has: in memory, not compiled for one use, and joined and grouped by hash:
the planner takes the tables in between for far smaller than they are, and would compare each row with each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One measure as SQL conditions on the row `k` of its part; null is false."""

    measure: str
    among: str = "true"
    """The row is a case of the measure."""
    counted: str
    """The case is counted."""
    value: str = ""
    """The value of a case, as an int; "" when the measure has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Measures of the same rows that take the same day for the year, so that one pass counts all of them."""

    rows: str
    """A table with gemeente, client_id, aanbieder, segment, nummer and bericht_id."""
    day: str
    """The column with the day of a case."""
    where: str = "true"
    ground: str = "null::text"
    looks: Sequence[Look]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The cases of some measures, as SQL."""

    tables: str
    """A `with` that ends after its last table."""
    parts: Sequence[Part]
    """No measure is in two of them."""
    per_segment: bool = True
    """False: the cases have no segment, and so no kind of provider: a contract is for a segment."""


_KINDS: Final = """
, soort_op as materialized (
    select gemeente, aanbieder, segment, soort, lower(dagen) as vanaf, coalesce(upper(dagen), 'infinity') as tot
    from (
        select gemeente, aanbieder, segment, soort, unnest(range_agg(daterange(vanaf, tot, '[]'))) as dagen
        from contracten group by gemeente, aanbieder, segment, soort
    ) c
)
"""
"""Kinds of provider by their days. Each case is under one at most: contracts for several products of a segment have one
kind on a day, and their days are merged."""
_ITS_KIND: Final = """
left join soort_op c on c.gemeente = k.gemeente and c.aanbieder = k.aanbieder and c.segment = k.segment
    and k.{day} >= c.vanaf and k.{day} < c.tot
"""
_COUNT: Final = """
select m.measure, g.gemeente, g.segment, g.aanbieder, g.kind, g.ground, m.among, m.counted, m.total, m.valued
from (
    select k.gemeente, coalesce(k.segment, '') as segment, k.aanbieder, {kind} as kind,
        coalesce({ground}, '') as ground,
        {tallies}
    from {rows} k{its_kind} where {where}
    group by 1, 2, 3, 4, 5
) g cross join lateral (values {looks}) m (measure, among, counted, total, valued)
where m.among > 0
"""
_TALLY: Final = """count(*) filter (where {among}) as among_{n},
        count(*) filter (where {among} and {counted}) as counted_{n}"""
_VALUES: Final = """,
        coalesce(sum({value}) filter (where {among}), 0)::bigint as total_{n},
        count({value}) filter (where {among}) as valued_{n}"""
_LIST: Final = """(
{tables}
select k.gemeente, k.client_id, k.aanbieder, {kind} as kind, coalesce(k.segment, '') as segment, k.nummer, k.bericht_id,
    k.{day} as day, coalesce({counted}, false) as counted, {value} as value, coalesce({ground}, '') as ground
from {rows} k{its_kind} where {where} and {among}
) g"""
_NONE: Final = f"'{UUID(int=0)}'::uuid"
_KEY: Final = {
    "g.day": "date",
    "coalesce(g.nummer, 0)": "bigint",
    f"coalesce(g.bericht_id, {_NONE})": "uuid",
    f"coalesce(g.client_id, {_NONE})": "uuid",
    "g.aanbieder": "text",
    "g.segment": "text",
}


async def fetch_long(tx: Connection, statement: str, *values: object) -> list[asyncpg.Record]:
    """Return the rows of a statement over all that a municipality has, which may take minutes on a busy machine.

    The settings for it hold until the end of the transaction.
    """
    await tx.execute(_SETTINGS)
    rows: list[asyncpg.Record] = await tx.fetch(statement, *values, timeout=_MAX_SECONDS)
    return rows


def count_statement(cases: Cases) -> str:
    """Return the statement that counts these cases: each part by itself, so that no table holds all of them."""
    return _tables(cases) + "union all".join(_counted(each, cases) for each in cases.parts)


def _counted(part: Part, cases: Cases) -> str:
    tallies = ",\n        ".join(_tally(n, each) for n, each in enumerate(part.looks))
    looks = ", ".join(
        f"('{each.measure}', among_{n}, counted_{n}, " + (f"total_{n}, valued_{n})" if each.value else "0, 0)")
        for n, each in enumerate(part.looks)
    )
    return _COUNT.format(tallies=tallies, looks=looks, **_clauses(part, cases))


def _tally(n: int, look: Look) -> str:
    """Return the columns that count what is looked at, in one row for each group."""
    tally = _TALLY.format(n=n, among=look.among, counted=look.counted)
    return tally + (_VALUES.format(n=n, among=look.among, value=look.value) if look.value else "")


def listing_of(cases: Cases, measure: str) -> Listing:
    """Return the list of the cases of this measure."""
    [(part, look)] = [(part, each) for part in cases.parts for each in part.looks if each.measure == measure]
    return Listing(
        columns=", ".join(f"g.{each}" for each in Case.__dataclass_fields__),
        source=_LIST.format(
            tables=_tables(cases),
            counted=look.counted,
            among=look.among,
            value=look.value or "null::int",
            **_clauses(part, cases),
        ),
        key=_KEY,
        settings=_SETTINGS,
        max_seconds=_MAX_SECONDS,
        counts_itself=True,
    )


def _tables(cases: Cases) -> str:
    return cases.tables + (_KINDS if cases.per_segment else "")


def _clauses(part: Part, cases: Cases) -> dict[str, str]:
    kind, its_kind = ("coalesce(c.soort, '')", _ITS_KIND.format(day=part.day)) if cases.per_segment else ("''", "")
    return {
        "rows": part.rows,
        "day": part.day,
        "where": part.where,
        "ground": part.ground,
        "kind": kind,
        "its_kind": its_kind,
    }


def where_of(which: CaseFilter, values: Sequence[object]) -> Where:
    """Return the conditions of this choice. `values`: the parameters of the tables, which come first."""
    where = Where()
    where.values += values
    where.add("g.gemeente = {}", which.gemeente)
    where.add_given("g.segment = {}", which.segment)
    where.add_given("g.aanbieder = {}", which.aanbieder)
    where.add_given("g.kind = {}", which.kind)
    return where


def as_cells(rows: Sequence[asyncpg.Record]) -> list[Cell]:
    """Return the rows of `count_statement` as objects."""
    return [Cell(**dict(row)) for row in rows]


def as_case(row: asyncpg.Record) -> Case:
    """Return the row of a list of cases as an object."""
    return Case(**{name: row[name] for name in Case.__dataclass_fields__})
