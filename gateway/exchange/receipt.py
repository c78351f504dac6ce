"""What the sender of a message gets: the same receipt however often the same bytes come in, as long as they stand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gateway.standard.findings import Outcome
from gateway.store import ledger
from gateway.store.database import Connection
from gateway.store.ledger import Bericht


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


async def first_receipt(tx: Connection, id: UUID) -> Receipt:
    """The receipt that was given when this message first came in, or since then when it was judged again."""
    entry = await ledger.find(tx, id)
    assert entry is not None
    return receipt_of(entry, await ledger.answer_to(tx, entry.gemeente, id))


def receipt_of(entry: Bericht, antwoord: Bericht | None) -> Receipt:
    """The receipt of this message, which `antwoord` answers."""
    return Receipt(
        entry.id,
        entry.soort,
        entry.identificatie,
        entry.vastgelegd_op,
        entry.oordeel,
        antwoord.id if antwoord else None,
    )
