"""The key ring belongs to its database, may grow and never shrink, and takes over what an older key encrypted."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from gateway.store.care import clienten
from gateway.store.custody.key_ring import adopt, load, save
from gateway.store.custody.rewrap import rewrap
from gateway.store.db.database import Database
from gateway.store.db.places import CLIENT_BSN
from gateway.store.db.vault import VaultError
from gateway.store.keys.ring import KeyRing, new_ring
from tests.support.api.parties import CLIENT, VENLO
from tests.support.store.key_ring import LENIENT, RING, open_vault_of, unbound, vault
from tests.support.store.postgres import execute

BSN = "999900006"
A_CLIENT = (
    "insert into clienten (gemeente, id, bsn, gegevens) values"
    f" ('{VENLO}', gen_random_uuid(), row(0, '{BSN}')::geheim, row(0, '{{}}')::geheim)"
)


async def test_the_first_gateway_makes_the_ring_and_the_next_needs_it(dsn: str, tmp_path: Path) -> None:
    file = tmp_path / "map" / "sleutelring"
    first = await open_vault_of(dsn, file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert load(file) == first.ring
    assert (await open_vault_of(dsn, file)).ring == first.ring
    assert (await open_vault_of(dsn, tmp_path / "elders", first.ring.text())).ring == first.ring
    assert not (tmp_path / "elders").exists()
    with pytest.raises(VaultError, match="is er niet"):
        await open_vault_of(dsn, tmp_path / "weg")
    with pytest.raises(VaultError, match="sleutel 1, sleutel zoek ontbreekt of is een andere"):
        await open_vault_of(dsn, file, new_ring().text())


async def test_a_ring_may_grow_and_never_shrink(dsn: str, tmp_path: Path) -> None:
    file = tmp_path / "sleutelring"
    grown = (await open_vault_of(dsn, file)).ring.with_new_key()
    save(grown, file, exist_ok=True)
    assert (await open_vault_of(dsn, file)).ring == grown
    shrunk = KeyRing(grown.search_key, {1: grown.keys_by_number[1]})
    with pytest.raises(VaultError, match="sleutel 2 ontbreekt"):
        await open_vault_of(dsn, file, shrunk.text())


async def test_a_file_that_can_not_be_used_is_said_so(dsn: str, tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    odd.write_bytes(b"\xff")
    with pytest.raises(VaultError, match="odd is geen sleutelring"):
        await open_vault_of(dsn, odd)
    with pytest.raises(VaultError, match=r"niet te lezen \(het is een map\)"):
        await open_vault_of(dsn, tmp_path)
    odd.write_text("onzin")
    with pytest.raises(VaultError, match=r"odd: Regel 1"):
        await open_vault_of(dsn, odd)
    with pytest.raises(VaultError, match="kan niet in"):
        await open_vault_of(dsn, odd / "below")
    with pytest.raises(VaultError, match="kan niet in"):
        save(RING, odd, exist_ok=False)
    assert odd.read_text() == "onzin"


@pytest.fixture
async def lenient(dsn: str) -> AsyncIterator[Database]:
    """A pool with a ring from before values were bound to their place."""
    database = await Database.connect(dsn, vault=LENIENT)
    yield database
    await database.close()


async def test_a_ring_made_on_an_empty_database_takes_only_bound_values(dsn: str, tmp_path: Path) -> None:
    first = await open_vault_of(dsn, tmp_path / "ring")
    assert first.ring.bound_since is not None
    await execute(dsn, "delete from sleutelring; " + A_CLIENT)
    assert (await open_vault_of(dsn, tmp_path / "other")).ring.bound_since is None


async def test_what_is_put_there_unencrypted_later_is_not_taken_in(db: Database, dsn: str) -> None:
    await execute(dsn, A_CLIENT)
    assert await adopt(db, vault()) == 0
    async with db.reading() as tx:
        with pytest.raises(VaultError, match="niet aan haar plaats gebonden"):
            await clienten.fetch_page(tx, VENLO, UUID(int=0), 9)


async def test_clients_from_before_the_vault_are_taken_in(lenient: Database, dsn: str) -> None:
    await execute(dsn, A_CLIENT)
    assert await adopt(lenient, LENIENT) == 1
    assert await adopt(lenient, LENIENT) == 0
    async with lenient.reading() as tx:
        assert await tx.fetchval("select (bsn).sleutel from clienten") == -1
        client = await clienten.find_by_bsn(tx, VENLO, BSN)
    assert client is not None
    assert (client.bsn, client.gegevens) == (BSN, {})


async def _exchanged(db: Database, change: str) -> None:
    """Have two clients from before values were bound, and exchange their BSNs."""
    async with db.transaction() as tx:
        for bsn in (BSN, "999990019"):
            client = await clienten.create(tx, VENLO, bsn, CLIENT)
            assert client is not None
            await tx.execute(
                "update clienten set bsn = row($2, $3)::geheim where id = $1", client.id, *unbound(bsn.encode())
            )
        await tx.execute(f"update clienten a set bsn = b.bsn {change} from clienten b where a.id <> b.id")


async def _refused(db: Database) -> None:
    async with db.reading() as tx:
        for row in await tx.fetch("select id from clienten"):
            with pytest.raises(VaultError, match="zoekhash"):
                await clienten.find(tx, VENLO, row["id"])


async def test_an_exchanged_bsn_gets_no_new_hash(lenient: Database) -> None:
    await _exchanged(lenient, ", bsn_zoek = null")
    assert await adopt(lenient, LENIENT) == 0
    await _refused(lenient)


async def test_a_rewrap_keeps_the_hash_by_which_an_exchange_shows(lenient: Database) -> None:
    await _exchanged(lenient, "")
    async with lenient.transaction() as tx:
        await tx.execute("insert into sleutelring (naam, vingerafdruk) values ('1', '')")
    assert {each.column: each.done async for each in rewrap(lenient, LENIENT) if each.finished}[CLIENT_BSN] == 2
    await _refused(lenient)
