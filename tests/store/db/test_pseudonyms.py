"""An Identificatie with a BSN from before there were pseudonyms: sealed as it was given, found and masked."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from gateway.messages.terms import AssignmentTerms
from gateway.store.care import casefile
from gateway.store.care.toewijzingen import AssignmentVersion, find, insert, next_number
from gateway.store.custody.rewrap import rewrap
from gateway.store.db.database import Database
from gateway.store.db.vault import PSEUDONYM, Vault
from gateway.store.delivery import leases
from gateway.store.ledger import beoordelingen, berichten
from tests.support.api.parties import VENLO, ZORG, enrol
from tests.support.messages.messages import BSN
from tests.support.store.deliveries import list_deliveries, list_waiting
from tests.support.store.key_ring import RING
from tests.support.store.ledger import book, clients, entry
from tests.support.store.postgres import execute

OLD = f"{BSN}001"
DAY = date(2024, 1, 1)


@pytest.fixture
async def old(db: Database, dsn: str) -> Any:
    """Such a row, as it was booked then."""
    await enrol(db)
    made = entry(richting="in", soort="WMO305", verzender=ZORG, ontvanger=VENLO, identificatie="OUD")
    [client] = await clients(db)
    made = replace(made, client_id=client)
    await book(db, **{each: getattr(made, each) for each in made.__slots__})
    await execute(
        dsn,
        "alter table berichten disable trigger user;"
        f"update berichten set identificatie = '{OLD}';"
        "alter table berichten enable trigger user",
    )
    return replace(made, identificatie=OLD)


async def test_b07_what_was_sent_before_is_the_same_message_when_it_comes_again(db: Database, old: Any) -> None:
    async with db.transaction() as tx:
        assert await berichten.find_repeated(tx, old) == old.id
        sent = await berichten.find_sent(tx, VENLO, ZORG, "WMO305", OLD, VENLO)
        [care_file] = await casefile.load(tx, [(replace(old, id=berichten.new_id()), BSN)])
        [other] = await casefile.load(
            tx, [(replace(old, id=berichten.new_id(), inhoud=b"anders", sha256=berichten.digest(b"anders")), BSN)]
        )
    assert sent is not None
    assert sent.id == old.id
    assert care_file.standing == old.id
    assert other.standing is None
    assert other.case.identificatie_used


async def test_b07_it_is_masked_wherever_it_is_shown(db: Database, old: Any) -> None:
    async with db.transaction() as tx:
        shown = [
            (await list_waiting(tx, VENLO, 0, 9))[0].identificatie,
            (await list_deliveries(tx, None, None, 0, 9))[0].identificatie,
            (await berichten.find(tx, old.id)).identificatie,  # type: ignore[union-attr]
        ]
    assert shown == ["*********001"] * 3


async def test_b07_a_parked_one_and_one_to_be_sent_are_masked_too(db: Database, dsn: str, old: Any) -> None:
    await execute(
        dsn,
        "alter table berichten disable trigger user;"
        "update berichten set oordeel = 'geparkeerd';"
        "alter table berichten enable trigger user;"
        f"update organisaties set kanaal = 'map', aflevermap = '/srv' where code = '{VENLO}';"
        "update leveringen set kanaal = 'map'",
    )
    async with db.transaction() as tx:
        [parked] = await beoordelingen.list_parked(tx, None, None, 9)
        leased = await leases.lease_due(tx, 9, timedelta(minutes=1))
    assert parked.identificatie == leased.leases[0].identificatie == "*********001"
    assert parked.id == old.id


async def test_b07_a_pseudonym_is_of_one_ring_and_one_text() -> None:
    vault, another = Vault(RING), Vault(replace(RING, search_key=bytes(32)))
    [kept] = vault.pseudonymise(OLD)
    assert kept.startswith(PSEUDONYM)
    assert vault.pseudonymise(OLD) == (kept,)
    assert vault.pseudonymise(kept) == (kept,)
    assert another.pseudonymise(OLD) != (kept,)
    assert vault.pseudonymise(f"{BSN}002") != (kept,)
    assert vault.pseudonymise("START1") == ("START1",)
    assert Vault(RING.with_new_key()).pseudonymise(OLD) == (kept,)


async def test_b07_references_move_to_the_newest_key(db: Database, dsn: str) -> None:
    await enrol(db)
    [client] = await clients(db)
    async with db.transaction() as tx:
        nummer = await next_number(tx)
        first = AssignmentVersion(
            nummer=nummer,
            versie=1,
            toewijzingsdatum=DAY,
            toewijzingstijd=time(12),
            terms=AssignmentTerms(
                categorie="02",
                code=None,
                ingangsdatum=DAY,
                einddatum=None,
                referentie_aanbieder=BSN,
            ),
        )
        await insert(tx, VENLO, client, ZORG, first, None)
    ring = RING.with_new_key()
    await execute(dsn, "insert into sleutelring (naam, vingerafdruk) values ('1', ''), ('2', '')")
    new = await Database.connect(dsn, vault=Vault(ring))
    async for _ in rewrap(new, Vault(ring)):
        pass
    async with new.reading() as tx:
        assert await tx.fetchval("select (referentie_aanbieder).sleutel from toewijzing_versies") == -ring.newest
        found = await find(tx, VENLO, nummer)
    await new.close()
    assert found is not None
    assert found.current.terms.referentie_aanbieder == BSN
