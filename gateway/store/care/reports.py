"""The starts and stops that stand: what approved messages add and take back, and their begin dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from gateway.rules.case import Start, Stop
from gateway.store.db.booking import Booking, BulkStatement, bulk_insert
from gateway.store.db.database import Connection
from gateway.store.ledger.berichten import Bericht


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an approved 305 or 307 does to the case: first what it takes back, then what it adds."""

    table: str
    """"starts" or "stops"."""
    removed: tuple[Start, ...] | tuple[Stop, ...] = ()
    added: tuple[Start, ...] | tuple[Stop, ...] = ()
    ingangsdata: tuple[date | None, ...] = ()
    """ToewijzingIngangsdatum of each addition."""

    def book(self, booking: Booking, entry: Bericht, client_id: UUID) -> None:
        """Add the effect of `entry` on this client's care to the booking."""
        case_values = (entry.gemeente, entry.id, client_id, entry.verzender)
        names = tuple(_KEY[self.table])
        for removed in self.removed:
            booking.add(_REMOVALS[self.table], *case_values, *(getattr(removed, name) for name in names))
        for added, ingangsdatum in zip(self.added, self.ingangsdata, strict=True):
            booking.add(_ADDITIONS[self.table], *case_values, *(getattr(added, name) for name in names), ingangsdatum)


_KEY: Final[Mapping[str, Mapping[str, str]]] = {
    "starts": {"toewijzing_nummer": "bigint", "categorie": "text", "code": "text", "begindatum": "date"},
    "stops": {
        "toewijzing_nummer": "bigint",
        "categorie": "text",
        "code": "text",
        "begindatum": "date",
        "reden_beeindiging": "text",
        "einddatum": "date",
    },
}
"""By what a start or stop is told from another on the same case, and of which type that is."""


_CASE: Final = {"gemeente": "text", "bericht_id": "uuid", "client_id": "uuid", "aanbieder": "text"}


def _removal(table: str) -> BulkStatement:
    names = {**_CASE, **_KEY[table]}
    same = " and ".join(f"t.{name} is not distinct from r.{name}" for name in names if name != "bericht_id")
    return BulkStatement(
        f"{table} verwijderd",
        f"update {table} t set verwijderd_door = r.bericht_id"
        f" from {{rows}} as r ({', '.join(names)}) where t.verwijderd_door is null and {same}",
        tuple(names.values()),
    )


_REMOVALS: Final = {table: _removal(table) for table in _KEY}
_ADDITIONS: Final = {
    table: bulk_insert(table, {**_CASE, **names, "toewijzing_ingangsdatum": "date"}, after=_REMOVALS[table])
    for table, names in _KEY.items()
}


async def list_reported_begin_dates(tx: Connection, gemeente: str, nummer: int) -> list[date]:
    """Return the begin dates of the starts and stops that stand on this assignment."""
    rows = await tx.fetch(
        """
        select begindatum from starts where gemeente = $1 and toewijzing_nummer = $2 and verwijderd_door is null
        union
        select begindatum from stops where gemeente = $1 and toewijzing_nummer = $2 and verwijderd_door is null
        """,
        gemeente,
        nummer,
    )
    return [row["begindatum"] for row in rows]
