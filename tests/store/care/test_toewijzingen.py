"""An assignment keeps all its versions."""

from dataclasses import replace
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
    client = await clienten.create(tx, VENLO, BSN, {})
    assert client is not None
    first = AssignmentVersion(
        nummer=await toewijzingen.next_number(tx), versie=1, toewijzingsdatum=DAY, toewijzingstijd=time(12), terms=TERMS
    )
    await toewijzingen.insert(tx, VENLO, client.id, ZORG, first, ("key-1", b"hash-1"))
    return client.id, first


async def test_the_last_version_holds(tx: Connection) -> None:
    _, first = await assign(tx)
    overrule = {"consulent": "C", "reden": "r", "bevindingen": []}
    second = replace(first, versie=2, reden_wijziging="07", overrule=overrule)
    await toewijzingen.add_version(tx, VENLO, second, ("key-2", b"hash-2"))
    found = await toewijzingen.find(tx, VENLO, first.nummer)
    assert found is not None
    assert found.versions == (first, second)
    assert found.current == second
    assert await toewijzingen.find(tx, VENLO, first.nummer + 1) is None


async def test_a_request_is_recognised_by_its_key(tx: Connection) -> None:
    _, first = await assign(tx)
    await toewijzingen.add_version(tx, VENLO, replace(first, versie=2), ("key-2", b"hash-2"))
    assert await toewijzingen.find_request(tx, VENLO, "key-1") == (first.nummer, b"hash-1")
    assert await toewijzingen.find_request(tx, VENLO, "key-2") is None
    assert await toewijzingen.find_change_request(tx, VENLO, first.nummer, "key-2") == b"hash-2"
    assert await toewijzingen.find_change_request(tx, VENLO, first.nummer, "key-1") is None
