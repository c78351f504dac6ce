"""What is personal can't be read from the database without the keys, nor changed unnoticed."""

import base64
from pathlib import Path

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.store.care import clienten
from gateway.store.custody import key_ring
from gateway.store.custody.key_ring import adopt, load, open_vault, rewrap, save
from gateway.store.db.database import Database
from gateway.store.db.vault import KeyRing, Vault, VaultError, new_ring, read_ring
from gateway.store.ledger import berichten
from tests.support.api.parties import CLIENT, VENLO, enrol
from tests.support.store.key_ring import RING, vault
from tests.support.store.ledger import book

BSN = "999900006"


@given(st.binary(max_size=300))
def test_what_goes_in_comes_out_and_looks_different_each_time(content: bytes) -> None:
    keeper = vault()
    first, second = keeper.encrypt(content), keeper.encrypt(content)
    assert first != second
    assert keeper.decrypt(first) == keeper.decrypt(second) == content


@given(st.binary(min_size=1, max_size=60), st.data())
def test_no_byte_can_be_changed(content: bytes, data: st.DataObject) -> None:
    number, kept = vault().encrypt(content)
    place = data.draw(st.integers(0, len(kept) - 1))
    touched = bytearray(kept)
    touched[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(VaultError, match="geschonden"):
        vault().decrypt((number, bytes(touched)))


def test_the_newest_key_encrypts_and_the_old_ones_still_open() -> None:
    old = vault().encrypt(b"oud")
    newer = Vault(RING.with_new_key())
    assert newer.encrypt(b"nieuw")[0] == 2
    assert newer.decrypt(old) == b"oud"


def test_a_key_that_another_process_added_is_looked_up() -> None:
    ring = RING.with_new_key()
    kept = Vault(ring).encrypt(b"x")
    assert Vault(RING, lambda: ring).decrypt(kept) == b"x"
    for reload in (None, lambda: RING):
        with pytest.raises(VaultError, match="Sleutel 2 ontbreekt"):
            Vault(RING, reload).decrypt(kept)


def test_equal_texts_are_found_and_the_hash_depends_on_the_key() -> None:
    assert vault().search_hash(BSN) == vault().search_hash(BSN)
    assert vault().search_hash(BSN) != vault().search_hash("999990019")
    assert vault().search_hash(BSN) != Vault(new_ring()).search_hash(BSN)


def test_a_ring_survives_being_written_and_shows_no_key() -> None:
    ring = RING.with_new_key()
    assert read_ring(f"# bewaar dit goed\n\n{ring.text()}") == ring
    assert base64.b64encode(RING.search_key).decode() not in repr(ring)


KEY = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    ("text", "melding"),
    [
        ("", "ontbreekt"),
        (f"zoek {KEY}", "ontbreekt"),
        (f"1 {KEY}", "ontbreekt"),
        (f"zoek {KEY}\n0 {KEY}", "Regel 2"),
        (f"zoek {KEY}\n1 {KEY}\n1 {KEY}", "Regel 3"),
        (f"zoek {KEY}\n1 kort", "Regel 2"),
        (f"zoek {KEY}\n1 {KEY[:-8]}", "Regel 2"),
        (f"zoek {KEY}\n40000 {KEY}", "Regel 2"),
    ],
    ids=["nothing", "no-key", "no-search", "nought", "double", "no-base64", "short", "high"],
)
def test_a_ring_that_is_none_is_refused_without_telling_it(text: str, melding: str) -> None:
    with pytest.raises(VaultError, match=melding) as caught:
        read_ring(text)
    assert KEY not in str(caught.value)


async def test_nothing_personal_stands_in_the_tables(db: Database, dsn: str) -> None:
    await enrol(db)
    async with db.transaction() as tx:
        client = await clienten.create(tx, VENLO, BSN, CLIENT)
    assert client is not None
    id = await book(db, inhoud=f"<Bsn>{BSN}</Bsn>".encode())
    connection = await asyncpg.connect(dsn)
    rows = await connection.fetch("select bsn::text || gegevens::text as t from clienten")
    rows += await connection.fetch("select inhoud::text as t from berichten")
    await connection.close()
    for row in rows:
        raw = row["t"].encode() + b"".join(bytes.fromhex(part) for part in _hex(row["t"]))
        assert BSN.encode() not in raw
        assert b"Proefpersoon" not in raw
    async with db.reading() as tx:
        assert await clienten.find_by_bsn(tx, VENLO, BSN) == client
        assert await clienten.find_by_bsn(tx, VENLO, "999990019") is None
        found = await berichten.find(tx, id)
    assert found is not None
    assert BSN.encode() in found.inhoud


def _hex(text: str) -> list[str]:
    """The byte strings in the text form of a row."""
    return [part.split('"')[0] for part in text.split("\\\\x")[1:]]


async def test_the_first_gateway_makes_the_ring_and_the_next_needs_it(dsn: str, tmp_path: Path) -> None:
    file = tmp_path / "map" / "sleutelring"
    first = await open_vault(dsn, file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert load(file) == first.ring
    assert (await open_vault(dsn, file)).ring == first.ring
    assert (await open_vault(dsn, tmp_path / "elders", first.ring.text())).ring == first.ring
    assert not (tmp_path / "elders").exists()
    with pytest.raises(VaultError, match="is er niet"):
        await open_vault(dsn, tmp_path / "weg")
    with pytest.raises(VaultError, match="sleutel 1, sleutel zoek ontbreekt of is een andere"):
        await open_vault(dsn, file, new_ring().text())


async def test_a_ring_may_grow_and_never_shrink(dsn: str, tmp_path: Path) -> None:
    file = tmp_path / "sleutelring"
    grown = (await open_vault(dsn, file)).ring.with_new_key()
    save(grown, file, exist_ok=True)
    assert (await open_vault(dsn, file)).ring == grown
    shrunk = KeyRing(grown.search_key, {1: grown.keys_by_number[1]})
    with pytest.raises(VaultError, match="sleutel 2 ontbreekt"):
        await open_vault(dsn, file, shrunk.text())


async def test_a_file_that_can_not_be_used_is_said_so(dsn: str, tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    odd.write_bytes(b"\xff")
    with pytest.raises(VaultError, match="odd is geen sleutelring"):
        await open_vault(dsn, odd)
    with pytest.raises(VaultError, match=r"niet te lezen \(het is een map\)"):
        await open_vault(dsn, tmp_path)
    odd.write_text("onzin")
    with pytest.raises(VaultError, match=r"odd: Regel 1"):
        await open_vault(dsn, odd)
    with pytest.raises(VaultError, match="kan niet in"):
        await open_vault(dsn, odd / "below")
    with pytest.raises(VaultError, match="kan niet in"):
        save(RING, odd, exist_ok=False)
    assert odd.read_text() == "onzin"


async def test_clients_from_before_the_vault_are_taken_in(db: Database, dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute(
        "insert into clienten (gemeente, id, bsn, gegevens) select $1, gen_random_uuid(),"
        " row(0, convert_to($2, 'UTF8'))::geheim, row(0, '{}')::geheim",
        VENLO,
        BSN,
    )
    assert await adopt(db) == 1
    assert await adopt(db) == 0
    assert await connection.fetchval("select (bsn).sleutel from clienten") == 1
    await connection.close()
    async with db.reading() as tx:
        client = await clienten.find_by_bsn(tx, VENLO, BSN)
    assert client is not None
    assert (client.bsn, client.gegevens) == (BSN, {})


async def test_clients_move_to_the_newest_key(dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_ring, "_BATCH", 2)
    first = await open_vault(dsn, tmp_path / "ring")
    old = await Database.connect(dsn, vault=first)
    async with old.transaction() as tx:
        for number in range(5):
            await clienten.create(tx, VENLO, f"99990000{number}", CLIENT)
    await old.close()
    save(first.ring.with_new_key(), tmp_path / "ring", exist_ok=True)
    new = await Database.connect(dsn, vault=await open_vault(dsn, tmp_path / "ring"))
    assert await rewrap(new) == 5
    assert await rewrap(new) == 0
    async with new.reading() as tx:
        assert {row[0] for row in await tx.fetch("select (bsn).sleutel from clienten")} == {2}
        found = await clienten.find_by_bsn(tx, VENLO, "999900003")
    await new.close()
    assert found is not None
    assert found.gegevens == CLIENT
