"""API keys: only the hash is kept, and a key opens nothing once it expired or was revoked."""

import hashlib
from datetime import timedelta

from gateway.store.db.database import Connection
from gateway.store.parties import api_keys
from tests.support.api.parties import THUIS, ZORG


async def test_a_key_belongs_to_its_organisation_until_it_is_revoked(tx: Connection) -> None:
    await api_keys.revoke_keys(tx, ZORG)
    key = await api_keys.create_key(tx, ZORG, "back office")
    assert api_keys.looks_like_key(key)
    owner = await api_keys.find_owner(tx, key)
    assert owner is not None
    assert owner.code == ZORG
    found = next(each for each in await api_keys.list_keys(tx, ZORG) if each.naam == api_keys.name_of_key(key))
    assert (found.omschrijving, found.geldig_tot, found.ingetrokken_op) == ("back office", None, None)
    assert found.laatst_gebruikt_op is not None
    assert await api_keys.revoke_keys(tx, THUIS, found.naam) == 0, "of another organisation"
    assert await api_keys.revoke_keys(tx, ZORG, found.naam) == 1
    assert await api_keys.find_owner(tx, key) is None


async def test_a_key_expires(tx: Connection) -> None:
    key = await api_keys.create_key(tx, ZORG, "short", timedelta(hours=1))
    name = api_keys.name_of_key(key)
    shortened = await api_keys.shorten_key(tx, ZORG, name, timedelta(days=1))
    assert shortened is not None
    assert shortened.geldig_tot == shortened.aangemaakt_op + timedelta(hours=1), "never later than it was"
    assert await api_keys.shorten_key(tx, ZORG, name, timedelta()) is not None
    assert await api_keys.find_owner(tx, key) is None
    assert await api_keys.shorten_key(tx, ZORG, name, timedelta()) is None


async def test_the_key_itself_is_not_kept(tx: Connection) -> None:
    key = await api_keys.create_key(tx, ZORG, "secret")
    rows = await tx.fetch("select * from api_sleutels where organisatie = $1", ZORG)
    assert hashlib.sha256(key.encode()).digest() in {row["hash"] for row in rows}
    assert key not in str(rows)


def test_a_key_from_before_keys_had_names_is_named_by_its_hash() -> None:
    old = "gw_" + "x" * 43
    assert api_keys.looks_like_key(old)
    assert api_keys.name_of_key(old) == hashlib.sha256(old.encode()).hexdigest()[:8]
    assert not api_keys.looks_like_key("Bearer x")
