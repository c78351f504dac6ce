"""A search key that leaked is replaced: broken off at any step it goes on, and nobody works with half of it."""

from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from gateway.store.care import client_names, clienten
from gateway.store.custody.key_ring import load, save
from gateway.store.custody.rewrap import Progress
from gateway.store.custody.search_key import ReplacementRefused, count_clients, replace_search_key
from gateway.store.db.database import Database
from gateway.store.db.vault import Vault, VaultError
from gateway.store.ledger import aanvullingen
from gateway.store.parties.operator_log import Actor
from tests.support.api.parties import CLIENT, VENLO, VENRAY
from tests.support.store.key_ring import RING, open_vault_of
from tests.support.store.postgres import execute

BSN, OTHER_BSN = "999900006", "999990019"
ACTOR = Actor("opdrachtregel", "gebruiker beheer op machine")
STEPS = 5
"""The steps with these few clients: begun, one piece, no more pieces, the database knows it, the file too."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    save(RING, tmp_path / "ring", exist_ok=False)
    return tmp_path / "ring"


@pytest.fixture
async def clients(dsn: str, file: Path) -> dict[str, UUID]:
    """One person as a client of two municipalities."""
    db = await Database.connect(dsn, vault=await open_vault_of(dsn, file))
    found = {}
    async with db.transaction() as tx:
        for each in (VENLO, VENRAY):
            client = await clienten.create(tx, each, BSN, CLIENT)
            assert client is not None
            found[each] = client.id
    await db.close()
    return found


async def replaced(dsn: str, file: Path, steps: int = 1_000_000) -> Progress:
    """Replace the key, or only these first steps of it; return the progress then."""
    work = replace_search_key(dsn, file, ACTOR)
    seen = []
    async for progress in work:
        seen.append(progress)
        if len(seen) == steps:
            break
    await work.aclose()
    return seen[-1]


async def hashes(dsn: str) -> dict[str, bytes]:
    connection = await asyncpg.connect(dsn)
    try:
        return {row[0]: row[1] for row in await connection.fetch("select gemeente, bsn_zoek from clienten")}
    finally:
        await connection.close()


async def find(dsn: str, file: Path, gemeente: str) -> UUID | None:
    """Return the id of the client, found as a gateway finds it that starts now."""
    db = await Database.connect(dsn, vault=await open_vault_of(dsn, file))
    try:
        async with db.transaction() as tx:
            found = await clienten.find_by_bsn(tx, gemeente, BSN)
            assert await clienten.create(tx, gemeente, BSN, CLIENT) is None
            return None if found is None else found.id
    finally:
        await db.close()


async def test_the_key_is_replaced_and_everybody_is_found(dsn: str, file: Path, clients: dict[str, UUID]) -> None:
    before = await hashes(dsn)
    assert await count_clients(dsn) == 2
    last = await replaced(dsn, file)
    assert (last.seen, last.done, last.left) == (2, 2, [])
    ring = load(file)
    assert (ring.search_key != RING.search_key, ring.names_key, ring.next_search_key) == (True, RING.search_key, None)
    after = await hashes(dsn)
    assert not set(before.values()) & set(after.values())
    for gemeente, id in clients.items():
        assert await find(dsn, file, gemeente) == id
    with pytest.raises(VaultError, match="zoek ontbreekt of is een andere"):
        await open_vault_of(dsn, file, RING.text())
    connection = await asyncpg.connect(dsn)
    rows = await connection.fetch("select gemeente, actie, ingang from inzages order by gemeente")
    await connection.close()
    assert [row["gemeente"] for row in rows] == [VENLO, VENRAY]
    assert {(row["actie"], row["ingang"]) for row in rows} == {("gateway vault replace-search-key", ACTOR.ingang)}


@pytest.mark.parametrize("again", [1, 3, STEPS])
@pytest.mark.parametrize("steps", range(1, STEPS + 1))
async def test_broken_off_after_any_step_it_goes_on_and_no_gateway_starts_meanwhile(
    dsn: str, file: Path, clients: dict[str, UUID], steps: int, again: int
) -> None:
    await replaced(dsn, file, steps)
    begun = load(file)
    if steps < STEPS:
        with pytest.raises(VaultError, match="replace-search-key"):
            await open_vault_of(dsn, file)
        with pytest.raises(VaultError, match="ontbreekt of is een andere"):
            await open_vault_of(dsn, file, RING.text())
        await replaced(dsn, file, again)  # broken off again, perhaps
        if load(file).next_search_key is not None:
            await replaced(dsn, file)
        assert load(file).search_key == begun.next_search_key
    for gemeente, id in clients.items():
        assert await find(dsn, file, gemeente) == id


async def test_broken_off_before_the_database_knew_it_goes_on(dsn: str, file: Path, clients: dict[str, UUID]) -> None:
    save(RING.with_next_search_key(), file, exist_ok=True)
    with pytest.raises(VaultError, match="replace-search-key"):
        await open_vault_of(dsn, file)
    await replaced(dsn, file)
    assert await find(dsn, file, VENLO) == clients[VENLO]


async def test_while_another_uses_the_database_nothing_is_changed(
    dsn: str, file: Path, clients: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.store.custody.search_key._GONE_WITHIN_S", 0.3)
    before = await hashes(dsn)
    db = await Database.connect(dsn, vault=Vault(RING))
    with pytest.raises(ReplacementRefused, match="Stop alle 'serve' en 'worker'"):
        await replaced(dsn, file)
    assert (load(file), await hashes(dsn)) == (RING, before)
    await db.close()
    await replaced(dsn, file, STEPS - 2)
    db = await Database.connect(dsn, vault=Vault(RING))
    with pytest.raises(ReplacementRefused, match="Stop alle"):
        await replaced(dsn, file)
    await db.close()
    await replaced(dsn, file)
    assert await find(dsn, file, VENLO) == clients[VENLO]


async def test_names_are_hashed_anew_by_the_worker(dsn: str, file: Path, clients: dict[str, UUID]) -> None:
    await replaced(dsn, file)
    db = await Database.connect(dsn, vault=await open_vault_of(dsn, file))
    async with db.transaction() as tx:
        assert await tx.fetchval("select count(*) from clienten where naam_zoek is not null") == 0
        after = await aanvullingen.claim(tx, "clientnamen")
        assert after is not None
        assert (await client_names.add_older(tx, after, 10)).rows == 2
        [sought, _] = client_names.keys_of(VENLO, CLIENT)
        assert sought is not None
        kept = await tx.fetchval("select naam_zoek from clienten where gemeente = $1", VENLO)
    await db.close()
    assert (kept,) == Vault(load(file)).search_hash(sought) != Vault(RING).search_hash(sought)


async def test_another_ring_replaces_nothing(dsn: str, file: Path, clients: dict[str, UUID], tmp_path: Path) -> None:
    await replaced(dsn, file, 1)
    save(RING, tmp_path / "oud", exist_ok=False)
    with pytest.raises(VaultError, match="zoek-nieuw ontbreekt of is een andere"):
        await replaced(dsn, tmp_path / "oud")
    assert load(tmp_path / "oud") == RING


async def test_an_exchanged_hash_stays_and_is_told(dsn: str, file: Path, clients: dict[str, UUID]) -> None:
    await execute(dsn, f"update clienten set bsn_zoek = '\\x00' where gemeente = '{VENLO}'")
    last = await replaced(dsn, file)
    assert [each.key for each in last.left] == [(VENLO, clients[VENLO])]
    assert (await hashes(dsn))[VENLO] == b"\0"
    assert await find(dsn, file, VENRAY) == clients[VENRAY]
