"""What the sender of a message gets: the same receipt however often the same bytes come in, as long as they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.findings import Outcome, Severity
from gateway.standard.releases import IWMO_3_2
from gateway.store.care.casefile import LoadedCase
from gateway.store.db.database import Connection
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht
from gateway.store.ledger.latest_verdict import find_standing

_REPEATED: Final = "HERHALING"
"""Code of the finding, which is of no rule."""
_RECEIPT: Final = "wie het ongewijzigd nog eens aanbiedt krijgt het ontvangstbewijs van toen, en er verandert niets."
_LEAVE: Final = "U hoeft niets te doen. Is het bedoeld als nieuw bericht, geef het dan een nieuwe Identificatie."
_WAIT: Final = (
    "Wacht tot de beheerder van de gateway het opnieuw laat beoordelen; stuur intussen niet hetzelfde nog eens."
)
_MEND: Final = "Herstel wat er verder is gevonden, en bied het herstelde bericht aan."


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a message is in the ledger, and what became of it."""

    id: UUID
    soort: str
    identificatie: str
    ontvangen_op: datetime
    oordeel: Outcome
    retourbericht_id: UUID | None
    """The message that answers; None for a return message, and while the message is parked."""


async def first_receipt(tx: Connection, id: UUID, identificatie: str) -> Receipt:
    """Return the receipt that was given when this message first came in, or since then when it was judged again.

    Who brings it once more gets its `identificatie` back as it gave it, which the ledger may not show.
    """
    found = await find_standing(tx, id)
    return Receipt(id, found.soort, identificatie, found.vastgelegd_op, found.oordeel, found.retourbericht_id)


def receipt_of(entry: Bericht, answer: Bericht | None) -> Receipt:
    """Return the receipt of this message, which `answer` answers."""
    return Receipt(
        entry.id,
        entry.soort,
        entry.identificatie,
        entry.vastgelegd_op,
        entry.oordeel,
        answer.id if answer else None,
    )


async def find_earlier(tx: Connection, entry: Bericht, loaded: LoadedCase) -> Bericht | None:
    """Return the message that brought the bytes of `entry` before: one that stands, or else the last that was refused.

    None for a message that the gateway made itself, as its sender can't bring it here, and for one that its receiver
    refused, as the bytes are received anew.
    """
    earlier = loaded.standing or loaded.refused_before
    if earlier is None or (entry.verzender == entry.gemeente and not loaded.extern):
        return None
    return await berichten.find(tx, earlier)


def tell_earlier(earlier: Bericht, now: Outcome) -> Mapping[str, Any]:
    """Return the finding, in JSON form, on bytes that came in before as `earlier` and would get the verdict `now`."""
    at = earlier.vastgelegd_op.astimezone(DUTCH_TIME)
    text, remedy = _words(earlier, now)
    return {
        "code": _REPEATED,
        "severity": Severity.SIGNAAL.value,
        "path": "/Bericht",
        "text": f"Deze {earlier.soort} is al ontvangen, op {at:%Y-%m-%d} om {at:%H:%M}, en {text}",
        "remedy": remedy,
        "berichtId": str(earlier.id),
    }


def _words(earlier: Bericht, now: Outcome) -> tuple[str, str]:
    """Return what became of the message and what would now, and what to do."""
    was = earlier.oordeel
    if IWMO_3_2.kinds[earlier.soort].is_answer:
        return f"verwerkt: {_RECEIPT}", "U hoeft niets te doen."
    if was is not Outcome.AFGEKEURD:
        return f"{was}: {_RECEIPT}", _LEAVE if was is Outcome.GOEDGEKEURD else _WAIT
    if now is Outcome.AFGEKEURD:
        return f"{was}. Ook nu wordt het afgekeurd: {_RECEIPT}", _MEND
    anew = "wie het ongewijzigd nog eens aanbiedt, laat het als nieuw bericht boeken (OP286)."
    return f"{was}. Nu wordt het {now}: {anew}", "Bied het nog eens aan, zonder iets te wijzigen."
