"""The list of requests: one row for each reference, chosen by its state, its parties and the day it came in.

Each filter has an index. The order is that in which requests came in.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from uuid import UUID

from gateway.store.lists.listing import Listing, Where

RequestState = Literal["open", "in-onderzoek", "toegekend", "afgewezen"]


@dataclass(frozen=True, slots=True)
class DueBounds:
    """Requests that wait for an answer and got in so early that it is due."""

    received_before: tuple[tuple[tuple[str, ...], datetime], ...]
    """Of one without an answer: municipalities, and before when it came in there; not inclusive."""
    dated_until: date
    """Dagtekening of one under investigation; inclusive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFilter:
    """Which requests; what is None doesn't matter."""

    gemeente: str | None = None
    status: RequestState | None = None
    soort: str | None = None
    client: UUID | None = None
    aanbieder: str | None = None
    code: str | None = None
    vanaf: datetime | None = None
    """Received; inclusive."""
    tot: datetime | None = None
    """Not inclusive."""
    due: DueBounds | None = None


REQUESTS: Final = Listing(
    columns="""v.gemeente, v.id, v.bericht_id, v.volgnummer, v.soort, v.client_id, v.aanbieder, v.referentie,
    v.dagtekening, v.ontvangen_op, v.categorie, v.code, v.ingangsdatum, v.einddatum, v.status""",
    source="verzoeken v",
    key={"v.ontvangen_op": "timestamptz", "v.id": "uuid"},
)


def where_of(filters: RequestFilter) -> Where:
    """Return the conditions of this choice."""
    where = Where()
    where.add_given("v.gemeente = {}", filters.gemeente)
    where.add_given("v.status = {}", filters.status)
    where.add_given("v.soort = {}", filters.soort)
    where.add_given("v.client_id = {}", filters.client)
    where.add_given("v.aanbieder = {}", filters.aanbieder)
    where.add_given("v.code = {}", filters.code)
    where.add_given("v.ontvangen_op >= {}", filters.vanaf)
    where.add_given("v.ontvangen_op < {}", filters.tot)
    if filters.due is not None:
        came_in = " or ".join(
            "v.gemeente = any({}) and v.ontvangen_op < {}".format(*where.marks(list(gemeenten), before))
            for gemeenten, before in filters.due.received_before
        )
        where.add(
            f"(v.status = 'open' and ({came_in or 'false'}) or v.status = 'in-onderzoek' and v.dagtekening <= {{}})",
            filters.due.dated_until,
        )
    return where
