"""The list of assignments as they stand, and that of the versions for which policy was overridden.

Of all versions an index holds, in order of number, what they are chosen by: it is read without a look at their rows.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import asyncpg

from gateway.store.db.places import OVERRIDE
from gateway.store.lists.listing import Listing, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFilter:
    """Which assignments of a municipality; what is None doesn't matter."""

    gemeente: str
    client: UUID | None = None
    aanbieder: str | None = None
    categorie: str | None = None
    code: str | None = None
    loopt_op: date | None = None
    """Not removed, and this day is among its days."""
    eindigt_voor: date | None = None
    """Not removed, and its last day is before this one."""
    begonnen: bool | None = None
    """Whether the provider reported a start that it didn't take back."""
    overruled: bool | None = None
    """Whether policy was overridden for any version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentItem:
    """An assignment in a list, in the version that holds."""

    gemeente: str
    nummer: int
    client_id: UUID
    aanbieder: str
    versie: int
    toewijzingsdatum: date
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None
    volume: int | None
    eenheid: str | None
    frequentie: str | None
    budget: int | None
    verwijderd: bool
    begonnen: bool
    overruled: bool


_OVERRIDDEN: Final = (
    "exists (select from toewijzing_versies o where o.gemeente = t.gemeente and o.nummer = t.nummer"
    " and o.overrule is not null)"
)
_COLUMNS: Final = tuple(
    name for name in AssignmentItem.__dataclass_fields__ if name not in ("client_id", "aanbieder", "overruled")
)

ASSIGNMENTS: Final = Listing(
    columns=f"{', '.join(f'v.{each}' for each in _COLUMNS)}, t.client_id, t.aanbieder, {_OVERRIDDEN} as overruled",
    # With an offset, or the planner takes k and v for one, and reads every row of it.
    source="""toewijzing_versies k join toewijzingen t on t.gemeente = k.gemeente and t.nummer = k.nummer
    cross join lateral (
        select * from toewijzing_versies h
        where h.gemeente = k.gemeente and h.nummer = k.nummer and h.versie = k.versie offset 0
    ) v""",
    counted="toewijzing_versies k join toewijzingen t on t.gemeente = k.gemeente and t.nummer = k.nummer",
    key={"k.nummer": "bigint"},
)
_HOLDS: Final = (
    "not exists (select from toewijzing_versies n where n.gemeente = k.gemeente and n.nummer = k.nummer"
    " and n.versie > k.versie)"
)


def where_of(filters: AssignmentFilter) -> Where:
    """Return the conditions of this choice."""
    where, tenant = Where(), filters.gemeente
    where.add(f"k.gemeente = {{}} and {_HOLDS}", tenant)
    where.add_given("t.client_id = {}", filters.client)
    where.add_given("k.aanbieder = {}", filters.aanbieder)
    where.add_given("k.categorie = {}", filters.categorie)
    where.add_given("k.code = {}", filters.code)
    day = filters.loopt_op
    if day is not None:
        where.add("k.ingangsdatum <= {} and coalesce(k.einddatum, 'infinity') >= {} and not k.verwijderd", day, day)
    if filters.eindigt_voor is not None:
        where.add("coalesce(k.einddatum, 'infinity') < {} and not k.verwijderd", filters.eindigt_voor)
    if filters.begonnen is not None:
        where.add("k.begonnen = {}", filters.begonnen)
        if not filters.begonnen:
            where.add("not k.verwijderd")
    if filters.overruled is not None:
        # As an array, for the planner has no statistics of what is encrypted and takes overrides for common.
        among = "= any" if filters.overruled else "<> all"
        where.add(
            f"k.nummer {among} (array(select o.nummer from toewijzing_versies o where o.gemeente = {{}}"
            " and o.overrule is not null))",
            tenant,
        )
    return where


def as_item(row: asyncpg.Record) -> AssignmentItem:
    """Return the row of `ASSIGNMENTS` as an object."""
    return AssignmentItem(**{name: row[name] for name in AssignmentItem.__dataclass_fields__})


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideFilter:
    """Which overrides of policy in a municipality; what is None doesn't matter."""

    gemeente: str
    client: UUID | None = None
    aanbieder: str | None = None
    nummer: int | None = None
    vanaf: date | None = None
    """Decided on this day or later."""
    tot: date | None = None
    """Decided on this day or earlier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideItem:
    """An override of policy: who let which version pass, why, and what stood against it."""

    gemeente: str
    nummer: int
    versie: int
    client_id: UUID
    aanbieder: str
    toewijzingsdatum: date
    overrule: Mapping[str, Any]
    """consulent, reden, bevindingen (in JSON form)."""


OVERRIDES: Final = Listing(
    columns="v.gemeente, v.nummer, v.versie, v.toewijzingsdatum, v.overrule, t.client_id, t.aanbieder",
    # With a limit, so that the planner begins with the few overrides.
    source="""toewijzing_versies v cross join lateral (
    select client_id, aanbieder from toewijzingen a where a.gemeente = v.gemeente and a.nummer = v.nummer limit 1
) t""",
    key={"v.nummer": "bigint", "v.versie": "bigint"},
)


def overrides_where(filters: OverrideFilter) -> Where:
    """Return the conditions of this choice."""
    where = Where()
    where.add("v.overrule is not null and v.gemeente = {}", filters.gemeente)
    where.add_given("t.client_id = {}", filters.client)
    where.add_given("t.aanbieder = {}", filters.aanbieder)
    where.add_given("v.nummer = {}", filters.nummer)
    where.add_given("v.toewijzingsdatum >= {}", filters.vanaf)
    where.add_given("v.toewijzingsdatum <= {}", filters.tot)
    return where


def as_override(row: asyncpg.Record) -> OverrideItem:
    """Return the row of `OVERRIDES` as an object."""
    values = {name: row[name] for name in OverrideItem.__dataclass_fields__}
    place = OVERRIDE.at(row["gemeente"], row["nummer"], row["versie"])
    return OverrideItem(**{**values, "overrule": json.loads(row["overrule"].open(place))})
