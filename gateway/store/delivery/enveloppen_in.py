"""The envelopes in which messages came out of the chain, so that one that comes again is answered as before."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from gateway.standard.stuf.messages import Envelope
from gateway.store.db.database import Connection
from gateway.store.ledger.berichten import digest


@dataclass(frozen=True, slots=True)
class Received:
    """An envelope that came, and how it is answered."""

    antwoord: UUID
    """The reference of the answer."""
    ontvangen_op: datetime
    """Also the time of the answer."""
    same: bool
    """What came now holds the same message as what came first."""


def _sender(envelope: Envelope) -> bytes:
    """Return a hash of the sender, which is part of the identity of an envelope: a user's name may stand in it."""
    sender = envelope.zender
    parts = (sender.organisatie, sender.applicatie, sender.administratie or "", sender.gebruiker or "")
    return hashlib.sha256("\x00".join(parts).encode()).digest()


async def note(tx: Connection, gemeente: str, envelope: Envelope, now: datetime) -> Received:
    """Note that this envelope came, before its message is received; return it as it came first."""
    key = (gemeente, _sender(envelope), UUID(envelope.referentienummer))
    row = await tx.fetchrow(
        """
        with nieuw as (
            insert into enveloppen_in (gemeente, zender, referentie, sha256, antwoord, ontvangen_op)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning antwoord, ontvangen_op, sha256
        )
        select * from nieuw
        union all
        select antwoord, ontvangen_op, sha256 from enveloppen_in where gemeente = $1 and zender = $2 and referentie = $3
        """,
        *key,
        digest(envelope.content),
        uuid4(),
        now,
    )
    if row is None:
        # Another request wrote it just now, which this statement does not see.
        row = await tx.fetchrow(
            "select antwoord, ontvangen_op, sha256 from enveloppen_in"
            " where gemeente = $1 and zender = $2 and referentie = $3",
            *key,
        )
    assert row is not None, "it was there, or is there now"
    return Received(row["antwoord"], row["ontvangen_op"], row["sha256"] == digest(envelope.content))


async def find_reference(tx: Connection, gemeente: str, bericht_id: UUID) -> UUID | None:
    """Return the reference of the first envelope in which this message came; None when it came by another way."""
    found: UUID | None = await tx.fetchval(
        """
        select e.referentie from berichten b join enveloppen_in e on e.gemeente = b.gemeente and e.sha256 = b.sha256
        where b.gemeente = $1 and b.id = $2 order by e.ontvangen_op limit 1
        """,
        gemeente,
        bericht_id,
    )
    return found
