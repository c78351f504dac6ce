"""The events of a message: rows are added and never changed."""

from typing import Any, Final
from uuid import UUID

from gateway.store.db.database import Connection

REFUSED_BY_CHAIN: Final = "keten_geweigerd"
"""The event of a message that the chain did not take further."""
STATUS_IN_CHAIN: Final = "keten_status"
"""The event of a message of which VECOZO says how far it came."""
OVERRULED: Final = "overruled"
"""A consulent let a decision pass; shown to the municipality alone. The version has the name and reason."""


async def log_event(tx: Connection, gemeente: str, bericht_id: UUID, soort: str, **gegevens: Any) -> None:
    """Write that this event happened to the message now."""
    await tx.execute(
        "insert into gebeurtenissen (gemeente, bericht_id, soort, gegevens) values ($1, $2, $3, $4)",
        gemeente,
        bericht_id,
        soort,
        gegevens,
    )


async def list_events(tx: Connection, gemeente: str, bericht_id: UUID) -> list[dict[str, Any]]:
    """Return the events of the message, oldest first."""
    rows = await tx.fetch(
        "select soort, gegevens, op from gebeurtenissen where gemeente = $1 and bericht_id = $2 order by id",
        gemeente,
        bericht_id,
    )
    return [dict(row) for row in rows]
