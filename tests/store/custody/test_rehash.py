"""A client whose BSN was hashed without purpose and municipality is found, is not made again, and gets the new hash."""

from uuid import UUID

import pytest

from gateway.store.care import besluiten, clienten, toewijzingen
from gateway.store.care.besluiten import KeptDecision
from gateway.store.custody.rehash import rehash
from gateway.store.custody.rewrap import Progress
from gateway.store.db.database import Connection, Database
from gateway.store.db.vault import VaultError
from tests.support.api.application import Api
from tests.support.api.parties import CLIENT, VENLO, VENRAY, ZORG, Caller, start
from tests.support.messages.messages import BSN
from tests.support.store.key_ring import vault

OTHER_BSN = "999990019"
BEFORE = "update clienten set bsn_zoek = ($3::zoekbaar).hash where gemeente = $1 and id = $2"
"""What code from before wrote: a plain text is hashed for no purpose."""


async def before(tx: Connection, gemeente: str, bsn: str) -> UUID:
    """Return a client as the code from before purposes wrote it."""
    client = await clienten.create(tx, gemeente, bsn, CLIENT)
    assert client is not None
    await tx.execute(BEFORE, gemeente, client.id, bsn)
    return client.id


async def run(db: Database) -> Progress:
    [ended] = [each async for each in rehash(db, vault()) if each.finished]
    return ended


async def hashes(db: Database) -> list[bytes]:
    async with db.reading() as tx:
        return [row[0] for row in await tx.fetch("select bsn_zoek from clienten order by gemeente, id")]


async def test_an_older_hash_is_found_not_made_again_and_replaced(db: Database) -> None:
    async with db.transaction() as tx:
        ids = [await before(tx, each, BSN) for each in (VENLO, VENRAY)]
    assert len(set(await hashes(db))) == 1
    for done in (2, 0):
        async with db.transaction() as tx:
            for id, gemeente in zip(ids, (VENLO, VENRAY), strict=True):
                found = await clienten.find_by_bsn(tx, gemeente, BSN)
                assert found is not None
                assert found == await clienten.find(tx, gemeente, id)
                assert await clienten.create(tx, gemeente, BSN, CLIENT) is None
        ended = await run(db)
        assert (ended.seen, ended.done, ended.left) == (2, done, [])
    new, elsewhere = await hashes(db)
    assert vault().search_hash(BSN)[0] not in (new, elsewhere)
    assert new != elsewhere


async def test_a_message_about_a_client_with_an_older_hash_is_about_that_client(
    api: Api, venlo: Caller, zorg: Caller
) -> None:
    client = await venlo.register()
    nummer = (await venlo.assign(client))["toewijzingNummer"]
    async with api.gateway.db.transaction() as tx:
        await tx.execute(BEFORE, VENLO, UUID(client), BSN)
    assert (await zorg.submit(start(nummer, "S1")))["oordeel"] == "goedgekeurd"
    await run(api.gateway.db)
    assert (await zorg.submit(start(nummer, "S2", status_aanlevering="3")))["oordeel"] == "goedgekeurd"
    assert len(await hashes(api.gateway.db)) == 1


async def test_an_exchanged_hash_stays_and_is_told(db: Database) -> None:
    async with db.transaction() as tx:
        one, other = await before(tx, VENLO, BSN), await before(tx, VENLO, OTHER_BSN)
        await tx.execute("update clienten set bsn_zoek = null")
        await tx.execute(BEFORE, VENLO, one, OTHER_BSN)
        await tx.execute(BEFORE, VENLO, other, BSN)
    ended = await run(db)
    assert (ended.done, {each.key[1] for each in ended.left}) == (0, {one, other})
    async with db.reading() as tx:
        with pytest.raises(VaultError, match="zoekhash"):
            await clienten.find(tx, VENLO, one)


async def test_a_request_from_before_is_recognised_and_its_hash_is_no_bsns(tx: Connection, db: Database) -> None:
    client = await clienten.create(tx, VENLO, BSN, CLIENT)
    assert client is not None
    old = vault().search_hash(BSN)[0].hex()
    for number, key in enumerate(("as given", old), 1):
        await tx.execute(
            "insert into toewijzingen (gemeente, nummer, client_id, aanbieder, aanvraag_sleutel, aanvraag_hash)"
            " values ($1, $2, $3, $4, $5, 'x')",
            VENLO,
            number,
            client.id,
            ZORG,
            key,
        )
    assert await toewijzingen.find_request(tx, VENLO, BSN) == (2, b"x")
    assert await toewijzingen.find_request(tx, VENLO, "as given") == (1, b"x")
    assert await toewijzingen.find_request(tx, VENLO, "another") is None
    await besluiten.insert(tx, VENLO, BSN, KeptDecision(b"x", (), ()))
    [kept] = await tx.fetch("select aanvraag_sleutel from besluiten")
    [found] = await tx.fetch("select encode(bsn_zoek, 'hex') as hash from clienten where id = $1", client.id)
    assert len({kept["aanvraag_sleutel"], found["hash"], old}) == 3
    assert await besluiten.find(tx, VENLO, BSN) == KeptDecision(b"x", [], [])
    await tx.execute(
        "insert into besluiten (gemeente, aanvraag_sleutel, aanvraag_hash, bericht_ids, nummers)"
        " values ($1, $2, 'y', '{}', '{}')",
        VENRAY,
        old,
    )
    assert await besluiten.find(tx, VENRAY, BSN) == KeptDecision(b"y", [], [])
