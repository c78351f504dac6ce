"""The log of what operators did to an organisation by hand: rows are added and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from gateway.store.db.database import Connection

_WORDS: Final = {None: "geen", True: "ja", False: "nee"}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or program that does something by hand."""

    organisatie: str
    ingang: str
    """By which key, token or certificate; on the command line which user of the system."""

    def __str__(self) -> str:
        return f"{self.organisatie}, {self.ingang}"

    def to_json(self) -> dict[str, str]:
        """Return the actor in the JSON form that goes with an event."""
        return {"door": self.organisatie, "ingang": self.ingang}


@dataclass(frozen=True, slots=True)
class OperatorAction:
    """An action that was done to an organisation."""

    soort: str
    door: str
    ingang: str
    gegevens: Mapping[str, Any]
    op: datetime

    @property
    def details(self) -> list[tuple[str, str]]:
        """The details by name, as text; of a change the old and the new value."""
        return [(name, _as_text(value)) for name, value in self.gegevens.items() if value is not None]


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return " -> ".join(map(_as_text, value))
    return _WORDS[value] if value is None or isinstance(value, bool) else str(value)


async def record_action(tx: Connection, organisatie: str, soort: str, actor: Actor, **gegevens: Any) -> None:
    """Write in the log that this was done to the organisation now."""
    await tx.execute(
        "insert into organisatie_gebeurtenissen (organisatie, soort, door, ingang, gegevens)"
        " values ($1, $2, $3, $4, $5)",
        organisatie,
        soort,
        actor.organisatie,
        actor.ingang,
        gegevens,
    )


async def list_actions(tx: Connection, organisatie: str) -> list[OperatorAction]:
    """Return the actions on this organisation, oldest first."""
    rows = await tx.fetch(
        "select soort, door, ingang, gegevens, op from organisatie_gebeurtenissen where organisatie = $1 order by id",
        organisatie,
    )
    return [OperatorAction(*row) for row in rows]
