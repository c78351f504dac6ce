"""Messages that went out and have no return message yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gateway.standard.channels import ChannelName
from gateway.store.db.database import Connection
from gateway.store.ledger.berichten import mask_identificatie


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


async def list_open_pairs(
    tx: Connection, kinds: Sequence[str], since: datetime, until: datetime, kanaal: ChannelName | None
) -> list[OpenPair]:
    """Return the approved messages of these kinds, booked from `since` until just before `until`, oldest first.

    `kanaal`: only those that go by it; None: by any. Looks at each message of that time.
    """
    rows = await tx.fetch(
        """
        select b.gemeente, b.id, b.soort, b.verzender, b.ontvanger, b.identificatie, l.kanaal, b.vastgelegd_op,
            l.afgerond_op
        from berichten b join leveringen l
            on l.gemeente = b.gemeente and l.bericht_id = b.id and l.ontvanger = b.ontvanger
        where b.vastgelegd_op >= $2 and b.vastgelegd_op < $3 and b.soort = any($1)
            and b.oordeel = 'goedgekeurd' and ($4::text is null or l.kanaal = $4)
            and not exists (select from berichten a where a.gemeente = b.gemeente and a.heenbericht_id = b.id)
        order by b.vastgelegd_op, b.id
        """,
        list(kinds),
        since,
        until,
        kanaal,
    )
    return [
        OpenPair(
            row["gemeente"],
            row["id"],
            row["soort"],
            row["verzender"],
            row["ontvanger"],
            mask_identificatie(row["identificatie"]),
            row["kanaal"],
            row["vastgelegd_op"],
            row["afgerond_op"],
        )
        for row in rows
    ]
