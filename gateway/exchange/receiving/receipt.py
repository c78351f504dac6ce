"""What the sender of a message gets: the same receipt however often the same bytes come in, as long as they stand."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from gateway.standard.findings import Outcome
from gateway.store.db.database import Connection
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht


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
    entry = await berichten.find(tx, id)
    assert entry is not None
    answer = await berichten.find_answer(tx, entry.gemeente, id)
    return receipt_of(replace(entry, identificatie=identificatie), answer)


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
