"""A value opens at its own place and at no other, whatever columns, municipalities and rows there are."""

from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gateway.store.db.database import Database
from gateway.store.db.places import (
    COLUMNS,
    MAX_PLAIN_BYTES,
    MESSAGE,
    Ciphertext,
    EncryptedColumn,
    Place,
    Secret,
    open_text,
)
from gateway.store.db.vault import VaultError
from tests.support.store.key_ring import vault

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6)
NUMBERS = st.integers(0, 2**63 - 1)
VALUES = {"gemeente": TEXTS, "organisatie": TEXTS, "nummer": NUMBERS, "versie": NUMBERS}


@st.composite
def places(draw: st.DrawFn) -> Place:
    """Return a place as the tables may have it: numbers or a UUID for an id."""
    column = draw(st.sampled_from(COLUMNS))
    ids = st.uuids() if column.table in ("clienten", "berichten", "beoordelingen", "signalen") else NUMBERS
    return column.at(*(draw(VALUES.get(each, ids)) for each in column.key))


@given(places(), places(), st.binary(max_size=20))
def test_a_value_opens_only_at_its_own_place(own: Place, other: Place, content: bytes) -> None:
    kept = vault().encrypt(Secret(own, content))
    assert vault().decrypt(*kept, own) == content
    assume(own != other)
    assert own.associated != other.associated
    with pytest.raises(VaultError, match="hoort op een andere plaats") as refused:
        vault().decrypt(*kept, other)
    assert str(other) in str(refused.value)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: f"{column.table}.{column.name}")
def test_a_value_moved_in_any_one_way_does_not_open(column: EncryptedColumn) -> None:
    id = UUID(int=7)
    own = ("0983", id)
    kept = vault().encrypt(Secret(column.at(*own), b"x"))
    others = [column.at("0984", id), column.at("0983", UUID(int=8))]
    others += [each.at(*own) for each in COLUMNS if each is not column]
    for other in others:
        with pytest.raises(VaultError, match="andere plaats"):
            vault().decrypt(*kept, other)


def test_nothing_kept_is_no_text() -> None:
    assert open_text(None, COLUMNS[0].at("0983", UUID(int=1))) is None


async def test_every_encrypted_column_of_the_database_is_in_the_list(db: Database) -> None:
    async with db.reading() as tx:
        rows = await tx.fetch(
            """
            select c.relname, a.attname, (
                select array_agg(k.attname::text order by array_position(i.indkey::smallint[], k.attnum))
                from pg_index i join pg_attribute k on k.attrelid = c.oid and k.attnum = any(i.indkey)
                where i.indrelid = c.oid and i.indisprimary) as sleutel
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            where a.atttypid = 'geheim'::regtype and c.relkind = 'r'
            """
        )
    assert {(table, name, tuple(key)) for table, name, key in rows} == {
        (each.table, each.name, each.key) for each in COLUMNS
    }


@given(st.binary(max_size=50), st.sampled_from([0, MAX_PLAIN_BYTES - 50, MAX_PLAIN_BYTES, 2 * MAX_PLAIN_BYTES]))
def test_what_is_large_is_kept_small_and_what_is_small_as_it_came(begin: bytes, filling: int) -> None:
    content, here = b"<" + begin + b"x" * filling, MESSAGE.at("0983", UUID(int=1))
    secret = Secret.deflated(here, content)
    assert Ciphertext(vault(), *vault().encrypt(secret)).open(here) == content
    assert secret.content == content if len(content) <= MAX_PLAIN_BYTES else len(secret.content) < 1000
