"""An assignment in the books, written by the store alone."""

from datetime import date, time
from uuid import UUID

from gateway.messages.terms import AssignmentTerms
from gateway.store.care import clienten, toewijzingen
from gateway.store.care.toewijzingen import AssignmentVersion
from gateway.store.db.database import Connection
from tests.support.api.parties import VENLO, ZORG
from tests.support.messages.messages import BSN

DAY = date(2024, 1, 1)
TERMS = AssignmentTerms(
    categorie="02", code="02A02", ingangsdatum=DAY, einddatum=date(2024, 12, 31), referentie_aanbieder="ref"
)


async def assign(tx: Connection) -> tuple[UUID, AssignmentVersion]:
    """Book an assignment of a new client of Venlo to ZORG; return the client and its first version."""
    client = await clienten.create(tx, VENLO, BSN, {})
    assert client is not None
    first = AssignmentVersion(
        nummer=await toewijzingen.next_number(tx), versie=1, toewijzingsdatum=DAY, toewijzingstijd=time(12), terms=TERMS
    )
    await toewijzingen.insert(tx, VENLO, client.id, ZORG, first, ("key-1", b"hash-1"))
    return client.id, first
