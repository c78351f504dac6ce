"""Messages that went out and have no return message yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import asyncpg

from gateway.standard.channels import ChannelName
from gateway.standard.identifiers import mask_identificatie
from gateway.store.lists.listing import Listing, Where


@dataclass(frozen=True, slots=True)
class OpenPair:
    """A message without its return message."""

    gemeente: str
    bericht_id: UUID
    soort: str
    verzender: str
    ontvanger: str
    identificatie: str
    """As it may be shown."""
    kanaal: ChannelName
    vastgelegd_op: datetime
    bezorgd_op: datetime | None
    """When its receiver, or the chain, took it; None: nobody did."""


OPEN_PAIRS: Final = Listing(
    columns="""b.gemeente, b.id as bericht_id, b.soort, b.verzender, b.ontvanger, b.identificatie, l.kanaal,
        b.vastgelegd_op, l.afgerond_op as bezorgd_op""",
    source="""berichten b join leveringen l
        on l.gemeente = b.gemeente and l.bericht_id = b.id and l.ontvanger = b.ontvanger""",
    key={"b.vastgelegd_op": "timestamptz", "b.id": "uuid"},
)


def where_of(
    kinds: Sequence[str], since: datetime | None, until: datetime, kanaal: ChannelName | None, ontvanger: str | None
) -> Where:
    """Return the conditions of approved messages of these kinds, booked from `since` until just before `until`.

    `since`: None for all until then.
    `kanaal`, `ontvanger`: only those that go by it, and to it; None: by any, and to any.
    """
    where = Where()
    where.add_given("b.vastgelegd_op >= {}", since)
    where.add("b.vastgelegd_op < {}", until)
    where.add("b.soort = any({})", list(kinds))
    where.add("b.oordeel = 'goedgekeurd'")
    where.add("not exists (select from berichten a where a.gemeente = b.gemeente and a.heenbericht_id = b.id)")
    where.add_given("l.kanaal = {}", kanaal)
    where.add_given("b.ontvanger = {}", ontvanger)
    return where


def as_open_pair(row: asyncpg.Record) -> OpenPair:
    """Return the row of `OPEN_PAIRS` as an object."""
    values = {name: row[name] for name in OpenPair.__dataclass_fields__}
    return OpenPair(**{**values, "identificatie": mask_identificatie(row["identificatie"])})
