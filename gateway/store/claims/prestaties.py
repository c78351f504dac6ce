"""The claims that count and their Prestaties: what a claim adds, and what it takes back by its credits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from gateway.store.db.booking import Booking, BulkStatement, bulk_insert
from gateway.store.db.database import Connection
from gateway.store.ledger.berichten import Bericht

STANDS: Final = "not credit and cardinality(retourcodes) = 0 and gecrediteerd_door is null"
"""True for a debit that was granted and not credited, in the words of the index on those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClaimLine:
    """One line of a claim with what was decided on it. Amounts are whole euro cents."""

    client_id: UUID | None
    """None: the municipality knows no client with that BSN."""
    referentie: str
    vorige: str | None
    """Of a credit the reference of the debit that it takes back; None: a debit."""
    toewijzing_nummer: int
    categorie: str
    code: str
    begindatum: date
    einddatum: date
    """Last day, inclusive."""
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    retourcodes: tuple[str, ...] = ()
    """Why it was rejected; empty: it was granted."""

    @property
    def credit(self) -> bool:
        """True for a credit."""
        return self.vorige is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClaim:
    """A claim that counts. Amounts are whole euro cents, below zero for a credit."""

    nummer: str
    periode: date
    """First day of its month."""
    ingediend: int
    toegekend: int
    prestaties: Sequence[NewClaimLine]


_CLAIM: Final = bulk_insert(
    "declaraties",
    {
        "gemeente": "text",
        "bericht_id": "uuid",
        "aanbieder": "text",
        "nummer": "kenmerk",
        "periode": "date",
        "ingediend": "bigint",
        "toegekend": "bigint",
        "vastgelegd_op": "timestamptz",
    },
)
_CREDITING: Final = BulkStatement(
    "prestaties gecrediteerd",
    "update prestaties p set gecrediteerd_door = r.bericht_id"
    " from {rows} as r (gemeente, bericht_id, aanbieder, referentie)"
    " where p.aanbieder = r.aanbieder and p.referentie = r.referentie"
    f" and coalesce(p.gemeente = r.gemeente and {STANDS}, false)",
    ("text", "uuid", "text", "kenmerk"),
)
"""`coalesce` leaves PostgreSQL the index on references alone. By another, such as that on what stands, it may read all
that was ever claimed of the municipality for each credit."""
_COLUMNS: Final[Mapping[str, str]] = {
    "client_id": "uuid",
    "referentie": "kenmerk",
    "vorige": "kenmerk",
    "toewijzing_nummer": "bigint",
    "categorie": "text",
    "code": "text",
    "begindatum": "date",
    "einddatum": "date",
    "volume": "int",
    "eenheid": "text",
    "tarief": "int",
    "bedrag": "int",
    "credit": "boolean",
}
_LINE: Final = BulkStatement(
    "prestaties",
    f"insert into prestaties (gemeente, bericht_id, regel, aanbieder, {', '.join(_COLUMNS)}, retourcodes)"
    f" select gemeente, bericht_id, regel, aanbieder, {', '.join(_COLUMNS)}, string_to_array(codes, ' ')"
    f" from {{rows}} as r (gemeente, bericht_id, regel, aanbieder, {', '.join(_COLUMNS)}, codes)",
    ("text", "uuid", "int", "text", *_COLUMNS.values(), "text"),
    after=_CREDITING,
)


def book_claim(booking: Booking, entry: Bericht, claim: NewClaim) -> None:
    """Add the claim of this message to the booking: its lines, and what its granted credits take back.

    The caller holds the lock on the provider's claims, and knows that each credit that was granted names a debit that
    stands.
    """
    by = (entry.gemeente, entry.id)
    booking.add(
        _CLAIM, *by, entry.aanbieder, claim.nummer, claim.periode, claim.ingediend, claim.toegekend, entry.vastgelegd_op
    )
    for number, line in enumerate(claim.prestaties, 1):
        values: list[Any] = [getattr(line, name) for name in _COLUMNS]
        booking.add(_LINE, *by, number, entry.aanbieder, *values, " ".join(line.retourcodes))
        if line.credit and not line.retourcodes:
            booking.add(_CREDITING, *by, entry.aanbieder, line.vorige)


@dataclass(frozen=True, slots=True)
class StandingClaims:
    """What of an assignment was granted and not credited."""

    volumes: Mapping[str, int]
    """By Eenheid."""
    cents: int
    last_day: date
    """The last day of any of it."""

    def exceeds(self, volume: int, eenheid: str | None) -> bool:
        """Return True when it is more than this volume in this unit; minutes of hours count as such."""
        if eenheid == _HOURS:
            return self.volumes.get(_HOURS, 0) * 60 + self.volumes.get(_MINUTES, 0) > volume * 60
        return self.volumes.get(eenheid or "", 0) > volume


async def sum_outside(tx: Connection, gemeente: str, nummer: int, first: date, last: date | None) -> int:
    """Return the cents that stand as claimed on this assignment with a day before `first` or after `last`."""
    found: int = await tx.fetchval(
        "select coalesce(sum(bedrag), 0)::bigint from prestaties where gemeente = $1 and toewijzing_nummer = $2"
        f" and {STANDS} and (begindatum < $3 or einddatum > $4)",
        gemeente,
        nummer,
        first,
        last or date.max,
    )
    return found


_HOURS: Final = "04"
_MINUTES: Final = "01"


async def sum_standing(tx: Connection, gemeente: str, numbers: Sequence[int]) -> dict[int, StandingClaims]:
    """Return by ToewijzingNummer what stands as claimed on these assignments; one without claims is not in it."""
    rows = await tx.fetch(
        "select toewijzing_nummer, eenheid, sum(volume), sum(bedrag), max(einddatum) from prestaties"
        f" where gemeente = $1 and toewijzing_nummer = any($2::bigint[]) and {STANDS} group by 1, 2 order by 1, 2",
        gemeente,
        numbers,
    )
    found: dict[int, StandingClaims] = {}
    for nummer, eenheid, volume, bedrag, last in rows:
        before = found.get(nummer, StandingClaims({}, 0, last))
        volumes = {**before.volumes, eenheid: int(volume)}
        found[nummer] = StandingClaims(volumes, before.cents + int(bedrag), max(before.last_day, last))
    return found
