"""The list of what operators did to all organisations."""

from dataclasses import dataclass
from typing import Final

import asyncpg

from gateway.store.lists.listing import Listing, Where
from gateway.store.parties.operator_log import OperatorAction

_BY_PERSON: Final = "persoon "
"""Before the login name, in the `ingang` of who works in the console."""


@dataclass(frozen=True, slots=True)
class Act:
    """An action, and the organisation that it was done to."""

    organisatie: str
    action: OperatorAction


ACTS: Final = Listing(
    columns="e.organisatie, e.soort, e.door, e.ingang, e.gegevens, e.op",
    source="organisatie_gebeurtenissen e",
    key={"e.id": "bigint"},
)


def where_of(organisatie: str | None, inlognaam: str | None) -> Where:
    """Return the conditions of what was done to this organisation, by this person in the console; None: whichever."""
    where = Where()
    where.add_given("e.organisatie = {}", organisatie)
    where.add_given("e.ingang = {}", None if inlognaam is None else f"{_BY_PERSON}{inlognaam}")
    return where


def as_act(row: asyncpg.Record) -> Act:
    """Return the row of `ACTS` as an object."""
    action = OperatorAction(row["soort"], row["door"], row["ingang"], row["gegevens"], row["op"])
    return Act(row["organisatie"], action)
