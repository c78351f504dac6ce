"""What was done by hand to an organisation, and by whom: rows are added and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gateway.store.db.database import Connection


@dataclass(frozen=True, slots=True)
class Wie:
    """Who does something by hand."""

    organisatie: str
    ingang: str
    """By which key, token or certificate; on the command line which user of the system."""

    def __str__(self) -> str:
        return f"{self.organisatie}, {self.ingang}"

    def to_json(self) -> dict[str, str]:
        """As it goes with an event."""
        return {"door": self.organisatie, "ingang": self.ingang}


@dataclass(frozen=True, slots=True)
class Handeling:
    """Something that was done."""

    soort: str
    door: str
    ingang: str
    gegevens: Mapping[str, Any]
    op: datetime


async def add(tx: Connection, organisatie: str, soort: str, wie: Wie, **gegevens: Any) -> None:
    """It is on record that this was done to the organisation, now."""
    await tx.execute(
        "insert into organisatie_gebeurtenissen (organisatie, soort, door, ingang, gegevens)"
        " values ($1, $2, $3, $4, $5)",
        organisatie,
        soort,
        wie.organisatie,
        wie.ingang,
        gegevens,
    )


async def of(tx: Connection, organisatie: str) -> list[Handeling]:
    """Return all that was done to the organisation, oldest first."""
    rows = await tx.fetch(
        "select soort, door, ingang, gegevens, op from organisatie_gebeurtenissen where organisatie = $1 order by id",
        organisatie,
    )
    return [Handeling(*row) for row in rows]
