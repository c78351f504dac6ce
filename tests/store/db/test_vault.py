"""What is personal can't be read from the database without the keys, nor changed unnoticed."""

from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.store.care import clienten
from gateway.store.db.database import Database
from gateway.store.db.places import (
    COLUMNS,
    MESSAGE,
    MESSAGE_FINDINGS,
    REQUEST_REFERENCE,
    VERDICT_FINDINGS,
    Findable,
    Secret,
)
from gateway.store.db.vault import Vault, VaultError
from gateway.store.keys.ring import new_ring
from gateway.store.ledger import berichten
from tests.support.api.parties import CLIENT, VENLO, enrol
from tests.support.store.key_ring import LENIENT, RING, unbound, vault
from tests.support.store.ledger import book

BSN = "999900006"


HERE = MESSAGE.at(VENLO, UUID(int=1))


@given(st.binary(max_size=300))
def test_what_goes_in_comes_out_and_looks_different_each_time(content: bytes) -> None:
    keeper = vault()
    first, second = (keeper.encrypt(Secret(HERE, content)) for _ in range(2))
    assert first != second
    assert keeper.decrypt(*first, HERE) == keeper.decrypt(*second, HERE) == content


@given(st.binary(max_size=60), st.data())
def test_no_byte_can_be_changed(content: bytes, data: st.DataObject) -> None:
    number, kept = vault().encrypt(Secret(HERE, content))
    place = data.draw(st.integers(0, len(kept) - 1))
    touched = bytearray(kept)
    touched[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(VaultError, match="geschonden"):
        vault().decrypt(number, bytes(touched), HERE)
    with pytest.raises(VaultError, match="geschonden"):
        vault().decrypt(number, kept[: data.draw(st.integers(0, len(kept) - 1))], HERE)


def test_the_newest_key_encrypts_and_the_old_ones_still_open() -> None:
    old = vault().encrypt(Secret(HERE, b"oud"))
    newer = Vault(RING.with_new_key())
    assert newer.encrypt(Secret(HERE, b"nieuw"))[0] == -2
    assert newer.decrypt(*old, HERE) == b"oud"


def test_a_key_that_another_process_added_is_looked_up() -> None:
    ring = RING.with_new_key()
    kept = Vault(ring).encrypt(Secret(HERE, b"x"))
    assert Vault(RING, lambda: ring).decrypt(*kept, HERE) == b"x"
    for reload in (None, lambda: RING):
        with pytest.raises(VaultError, match="Sleutel 2 ontbreekt"):
            Vault(RING, reload).decrypt(*kept, HERE)


@given(st.binary(max_size=60))
def test_what_was_kept_before_it_was_bound_opens_until_the_ring_says_no(content: bytes) -> None:
    for kept in (unbound(content), (0, content)):
        assert LENIENT.decrypt(*kept, HERE) == content
        if kept != (0, b""):
            with pytest.raises(VaultError, match=r"berichten\.inhoud van 0983 .* niet aan haar plaats gebonden"):
                vault().decrypt(*kept, HERE)


def test_only_content_of_a_message_can_have_been_erased() -> None:
    erased = {each: each.erased for each in COLUMNS if each.erased is not None}
    assert erased == {MESSAGE: b"", MESSAGE_FINDINGS: b"[]", VERDICT_FINDINGS: b"[]", REQUEST_REFERENCE: b""}
    for column in COLUMNS:
        for content in (b"", b"[]"):
            place = column.at(VENLO, 1)
            if content == column.erased:
                assert vault().decrypt(0, content, place) == content
            else:
                with pytest.raises(VaultError, match="niet aan haar plaats gebonden"):
                    vault().decrypt(0, content, place)


def test_a_gateway_that_runs_notices_within_a_second_that_only_bound_values_are_taken() -> None:
    kept = unbound(b"x")
    running = Vault(replace(RING, bound_since=None), lambda: RING)
    with pytest.raises(VaultError, match="sinds 2026-01-01"):
        running.decrypt(*kept, HERE)
    unmoved = Vault(replace(RING, bound_since=None), lambda: replace(RING, bound_since=None))
    assert unmoved.decrypt(*kept, HERE) == b"x"


SOUGHT = st.builds(
    Findable, st.sampled_from(["bsn", "aanvraag"]), st.sampled_from([VENLO, "0984", "09"]), st.text("0839", max_size=5)
)


@given(SOUGHT, SOUGHT)
def test_only_equal_texts_for_one_purpose_and_municipality_have_one_hash(one: Findable, other: Findable) -> None:
    assert (vault().search_hash(one) == vault().search_hash(other)) is (one == other)
    assert vault().search_hash(one) != Vault(new_ring()).search_hash(one)
    assert vault().search_hash(one) != vault().search_hash(other.text)


def test_a_replaced_search_key_hashes_a_bsn_anew_and_leaves_what_can_not_be() -> None:
    before, after = vault(), Vault(RING.with_next_search_key().with_search_key_replaced())
    sought = Findable("bsn", VENLO, BSN)
    assert before.search_hash(sought) != after.search_hash(sought)
    for same in (Findable("aanvraag", VENLO, BSN), BSN):
        assert before.search_hash(same) == after.search_hash(same)
    assert before.pseudonymise(f"X{BSN}") == after.pseudonymise(f"X{BSN}")
    assert before.lock_hash(1) != after.lock_hash(1)


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
    """Return the byte strings in the text form of a row."""
    return [part.split('"')[0] for part in text.split("\\\\x")[1:]]
