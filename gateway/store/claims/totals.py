"""Totals of claims: what was claimed and granted, by month, provider and product.

Amounts are whole euro cents; a balance is debits less credits, and below zero where the credits are more.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import asyncpg

from gateway.store.claims.prestaties import STANDS
from gateway.store.lists.listing import Listing, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsFilter:
    """Which totals; what is None doesn't matter."""

    gemeente: str | None = None
    aanbieder: str | None = None
    code: str | None = None
    """Of the product."""
    vanaf: date | None = None
    """Of claims of this month or later, by its first day."""
    tot: date | None = None
    """Of claims of this month or earlier, by its first day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsItem:
    """What one provider claimed of one product in the claims of one month."""

    gemeente: str
    periode: date
    """First day of the month of the claims; the care may be of an earlier month."""
    aanbieder: str
    categorie: str
    code: str
    prestaties: int
    afgewezen: int
    """Prestaties that were rejected."""
    ingediend: int
    """Balance of all Prestaties."""
    toegekend: int
    """Balance of those that were granted. Over all months it is what counts now."""
    gecrediteerd: int
    """The granted debits among them that a credit took back, in these claims or later ones."""
    telt_mee: int
    """The granted debits among them that no credit took back: granted care as it stands now."""


_SIGNED: Final = "case when p.credit then -p.bedrag::bigint else p.bedrag end"
_GRANTED: Final = "filter (where cardinality(p.retourcodes) = 0)"
TOTALS: Final = Listing(
    columns=", ".join(f"t.{name}" for name in TotalsItem.__dataclass_fields__),
    source=f"""(
    select d.gemeente, d.periode, d.aanbieder, p.categorie, p.code, count(*) as prestaties,
        count(*) filter (where cardinality(p.retourcodes) > 0) as afgewezen,
        sum({_SIGNED})::bigint as ingediend, coalesce(sum({_SIGNED}) {_GRANTED}, 0)::bigint as toegekend,
        coalesce(sum(p.bedrag) filter (where p.gecrediteerd_door is not null), 0)::bigint as gecrediteerd,
        coalesce(sum(p.bedrag) filter (where {STANDS}), 0)::bigint as telt_mee
    from declaraties d join prestaties p on p.gemeente = d.gemeente and p.bericht_id = d.bericht_id
    group by d.gemeente, d.periode, d.aanbieder, p.categorie, p.code
) t""",
    key={"t.gemeente": "text", "t.periode": "date", "t.aanbieder": "text", "t.categorie": "text", "t.code": "text"},
)


def totals_where(filters: TotalsFilter) -> Where:
    """Return the conditions of this choice; PostgreSQL applies them before it adds up."""
    where = Where()
    where.add_given("t.gemeente = {}", filters.gemeente)
    where.add_given("t.aanbieder = {}", filters.aanbieder)
    where.add_given("t.code = {}", filters.code)
    where.add_given("t.periode >= {}", None if filters.vanaf is None else filters.vanaf.replace(day=1))
    where.add_given("t.periode <= {}", filters.tot)
    return where


def as_totals(row: asyncpg.Record) -> TotalsItem:
    """Return the row of `TOTALS` as an object."""
    return TotalsItem(**{name: row[name] for name in TotalsItem.__dataclass_fields__})
