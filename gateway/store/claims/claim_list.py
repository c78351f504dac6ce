"""The list of claims that count. Amounts are whole euro cents, below zero for a credit."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

import asyncpg

from gateway.store.lists.listing import Listing, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims; what is None doesn't matter."""

    gemeente: str | None = None
    aanbieder: str | None = None
    vanaf: date | None = None
    """Of this month or later, by its first day."""
    tot: date | None = None
    """Of this month or earlier, by its first day."""
    met_afwijzing: bool | None = None
    """Whether any Prestatie was rejected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimItem:
    """A claim in a list."""

    gemeente: str
    bericht_id: UUID
    """Of the WMO323."""
    aanbieder: str
    declaratie_nummer: str
    """DeclaratieNummer as it may be shown: a pseudonym when it may hold a BSN."""
    periode: date
    ingediend: int
    toegekend: int
    vastgelegd_op: datetime
    prestaties: int
    afgewezen: int
    retourbericht_id: UUID | None
    """The WMO325."""


_REJECTED: Final = (
    "exists (select from prestaties p where p.gemeente = d.gemeente and p.bericht_id = d.bericht_id"
    " and cardinality(p.retourcodes) > 0)"
)
CLAIMS: Final = Listing(
    columns="""d.gemeente, d.bericht_id, d.aanbieder, d.nummer as declaratie_nummer, d.periode, d.ingediend,
    d.toegekend, d.vastgelegd_op,
    (select count(*) from prestaties p where p.gemeente = d.gemeente and p.bericht_id = d.bericht_id) as prestaties,
    (select count(*) from prestaties p where p.gemeente = d.gemeente and p.bericht_id = d.bericht_id
        and cardinality(p.retourcodes) > 0) as afgewezen,
    (select r.id from berichten r where r.gemeente = d.gemeente and r.heenbericht_id = d.bericht_id
        order by r.id limit 1) as retourbericht_id""",
    source="declaraties d",
    key={"d.bericht_id": "uuid"},
)


def claims_where(filters: ClaimFilter) -> Where:
    """Return the conditions of this choice."""
    where = Where()
    where.add_given("d.gemeente = {}", filters.gemeente)
    where.add_given("d.aanbieder = {}", filters.aanbieder)
    where.add_given("d.periode >= {}", None if filters.vanaf is None else filters.vanaf.replace(day=1))
    where.add_given("d.periode <= {}", filters.tot)
    if filters.met_afwijzing is not None:
        # A case, so that claims are looked at one by one in the order of the list, until there is a page of them.
        where.add(f"case when {_REJECTED} then {filters.met_afwijzing} else {not filters.met_afwijzing} end")
    return where


def as_claim(row: asyncpg.Record) -> ClaimItem:
    """Return the row of `CLAIMS` as an object."""
    return ClaimItem(**{name: row[name] for name in ClaimItem.__dataclass_fields__})
