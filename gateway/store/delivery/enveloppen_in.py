"""The envelopes in which messages came out of the chain, so that one that comes again is answered as before."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from gateway.standard.stuf.messages import StufParty
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


@dataclass(frozen=True, slots=True)
class Answered:
    """By what an answer names the envelope that it answers."""

    referentie: UUID
    conversatie: UUID | None
    """At VECOZO; None in an envelope of the GGK, which has no other name than its reference."""


def _hash(sender: StufParty) -> bytes:
    """Return a hash of the sender, which is part of the identity of an envelope: a user's name may stand in it."""
    parts = (sender.organisatie, sender.applicatie, sender.administratie or "", sender.gebruiker or "")
    return hashlib.sha256("\x00".join(parts).encode()).digest()


async def note(
    tx: Connection,
    gemeente: str,
    sender: StufParty,
    referentie: UUID,
    content: bytes,
    now: datetime,
    *,
    conversatie: UUID | None = None,
) -> Received:
    """Note that this message of `sender` came, before it is received; return it as it came first."""
    key = (gemeente, _hash(sender), referentie)
    row = await tx.fetchrow(
        """
        with nieuw as (
            insert into enveloppen_in (gemeente, zender, referentie, sha256, antwoord, ontvangen_op, conversatie)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning antwoord, ontvangen_op, sha256
        )
        select * from nieuw
        union all
        select antwoord, ontvangen_op, sha256 from enveloppen_in where gemeente = $1 and zender = $2 and referentie = $3
        """,
        *key,
        digest(content),
        uuid4(),
        now,
        conversatie,
    )
    if row is None:
        # Another request wrote it just now, which this statement does not see.
        row = await tx.fetchrow(
            "select antwoord, ontvangen_op, sha256 from enveloppen_in"
            " where gemeente = $1 and zender = $2 and referentie = $3",
            *key,
        )
    assert row is not None, "it was there, or is there now"
    return Received(row["antwoord"], row["ontvangen_op"], row["sha256"] == digest(content))


async def is_booked(tx: Connection, gemeente: str, sender: StufParty, referentie: UUID) -> bool:
    """Return True when the message that came under this reference is in the ledger."""
    found: bool = await tx.fetchval(
        """
        select exists (
            select from enveloppen_in e join berichten b on b.gemeente = e.gemeente and b.sha256 = e.sha256
            where e.gemeente = $1 and e.zender = $2 and e.referentie = $3)
        """,
        gemeente,
        _hash(sender),
        referentie,
    )
    return found


async def find_answered(tx: Connection, gemeente: str, bericht_id: UUID) -> Answered | None:
    """Return the names of the first envelope in which this message came; None when it came by another way."""
    row = await tx.fetchrow(
        """
        select e.referentie, e.conversatie
        from berichten b join enveloppen_in e on e.gemeente = b.gemeente and e.sha256 = b.sha256
        where b.gemeente = $1 and b.id = $2 order by e.ontvangen_op limit 1
        """,
        gemeente,
        bericht_id,
    )
    return None if row is None else Answered(row["referentie"], row["conversatie"])
