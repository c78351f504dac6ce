"""The scope of a count, and its result: cells, and the cases behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import asyncpg

from gateway.store.db.database import Connection


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
    "set local enable_mergejoin = off"
)
"""For statements over all that a municipality has: sorted in memory, not compiled for one use, and joined by hash: the
planner takes the tables in between for far smaller than they are, and would compare each row with each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The cases of some measures, as SQL."""

    tables: str
    """A `with` that ends after its last table."""
    parts: Sequence[str]
    """Selects of cases: meting, gemeente, client_id, aanbieder, segment, nummer, bericht_id, dag, geteld, waarde and
    grond. No measure is in two of them."""
    per_segment: bool = True
    """False: the cases have no segment, and so no kind of provider: a contract is for a segment."""


_KINDS: Final = """ left join (
    select gemeente, aanbieder, segment, soort, unnest(range_agg(daterange(vanaf, tot, '[]'))) as dagen
    from contracten group by gemeente, aanbieder, segment, soort
) c on c.gemeente = k.gemeente and c.aanbieder = k.aanbieder and c.segment = k.segment and k.dag <@ c.dagen
"""
"""Each case once: contracts for several products of a segment have one kind on a day, and their days are merged."""
_COUNT: Final = """
select k.meting as measure, k.gemeente, coalesce(k.segment, '') as segment, k.aanbieder, {kind} as kind,
    coalesce(k.grond, '') as ground, count(*) as among, count(*) filter (where k.geteld) as counted,
    coalesce(sum(k.waarde), 0)::bigint as total, count(k.waarde) as valued
from ({part}) k{kinds}
group by 1, 2, 3, 4, 5, 6
"""
_LIST: Final = f"""
select k.gemeente, k.client_id, k.aanbieder, coalesce(c.soort, '') as kind, coalesce(k.segment, '') as segment,
    k.nummer, k.bericht_id, k.dag as day, k.geteld as counted, k.waarde as value, coalesce(k.grond, '') as ground
from ({{parts}}) k{_KINDS}
where k.meting = %s and k.gemeente = %s and (%s::text is null or k.segment = %s)
    and (%s::text is null or k.aanbieder = %s) and (%s::text is null or coalesce(c.soort, '') = %s)
order by k.dag, k.nummer, k.bericht_id, k.client_id, k.aanbieder, k.segment
offset %s limit %s
"""


async def fetch_long(tx: Connection, statement: str, *values: object) -> list[asyncpg.Record]:
    """Return the rows of a statement over all that a municipality has, which may take minutes on a busy machine.

    The settings for it hold until the end of the transaction.
    """
    await tx.execute(_SETTINGS)
    rows: list[asyncpg.Record] = await tx.fetch(statement, *values, timeout=_MAX_SECONDS)
    return rows


def count_statement(cases: Cases) -> str:
    """Return the statement that counts these cases: each part by itself, so that no table holds all of them."""
    kind, kinds = ("coalesce(c.soort, '')", _KINDS) if cases.per_segment else ("''", "")
    return cases.tables + "union all".join(_COUNT.format(part=each, kind=kind, kinds=kinds) for each in cases.parts)


def list_statement(cases: Cases, after: int) -> str:
    """Return the statement that lists some of these cases; its own parameters come after the first `after`."""
    measure, gemeente, segment, aanbieder, kind, offset, limit = (f"${after + n}" for n in range(1, 8))
    places = (measure, gemeente, segment, segment, aanbieder, aanbieder, kind, kind, offset, limit)
    return cases.tables + _LIST.format(parts="union all".join(cases.parts)) % places


def filter_values(which: CaseFilter, na: int, aantal: int) -> tuple[str | int | None, ...]:
    """Return the parameters that `list_statement` adds."""
    return which.measure, which.gemeente, which.segment, which.aanbieder, which.kind, na, aantal


def as_cells(rows: Sequence[asyncpg.Record]) -> list[Cell]:
    """Return the rows of `count_statement` as objects."""
    return [Cell(**dict(row)) for row in rows]


def as_cases(rows: Sequence[asyncpg.Record]) -> list[Case]:
    """Return the rows of `list_statement` as objects."""
    return [Case(**dict(row)) for row in rows]
