"""The list of organisations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import asyncpg

from gateway.store.lists.listing import Listing, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationItem:
    """An organisation in a list."""

    code: str
    soort: str
    naam: str
    extern: bool
    kanaal: str | None
    """None: the reader isn't to know."""
    bevroren_op: datetime | None


ORGANISATIONS: Final = Listing(
    columns="o.code, o.soort, o.naam, o.extern, o.kanaal, o.bevroren_op",
    source="organisaties o",
    key={"o.code": "text"},
)


def where_of(kinds: tuple[str, ...]) -> Where:
    """Return the conditions of organisations of these kinds."""
    where = Where()
    where.add("o.soort = any({}::text[])", kinds)
    return where


def as_item(row: asyncpg.Record) -> OrganisationItem:
    """Return the row of `ORGANISATIONS` as an object."""
    return OrganisationItem(**{name: row[name] for name in OrganisationItem.__dataclass_fields__})
