"""API keys: made, rotated with an overlap and revoked; what is listed holds no key."""

from datetime import timedelta

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid, NotFound
from gateway.exchange.parties.accounts import list_actions
from gateway.exchange.parties.keys import keys_of_account, new_key, revoke_keys, rotate_key
from gateway.store.parties import api_keys
from gateway.store.parties.api_keys import name_of_key
from tests.support.api.parties import ZORG

DAY = timedelta(days=1)


async def opens(gateway: Gateway, key: str) -> bool:
    """Return True when a caller with this key comes in."""
    async with gateway.db.reading() as tx:
        return await api_keys.find_owner(tx, key) is not None


async def test_a_new_key_opens_until_it_is_revoked(gateway: Gateway) -> None:
    before = len(await keys_of_account(gateway, ZORG))
    key = await new_key(gateway, ZORG, "koppeling")
    assert await opens(gateway, key)
    newest, *older = await keys_of_account(gateway, ZORG)
    assert (newest.naam, newest.omschrijving, newest.geldig_tot) == (name_of_key(key), "koppeling", None)
    assert len(older) == before
    assert await revoke_keys(gateway, ZORG, name_of_key(key)) == 1
    assert not await opens(gateway, key)
    with pytest.raises(NotFound):
        await revoke_keys(gateway, ZORG, name_of_key(key))
    assert key not in str([newest, await list_actions(gateway, ZORG)])


async def test_all_keys_are_revoked_at_once(gateway: Gateway) -> None:
    keys = [await new_key(gateway, ZORG, "koppeling") for _ in range(2)]
    assert await revoke_keys(gateway, ZORG) >= len(keys)
    assert [await opens(gateway, each) for each in keys] == [False, False]
    assert await revoke_keys(gateway, ZORG) == 0


async def test_rotation_lets_the_old_key_open_during_the_overlap_only(gateway: Gateway) -> None:
    old = await new_key(gateway, ZORG, "koppeling")
    rotated = await rotate_key(gateway, ZORG, name_of_key(old), DAY)
    assert rotated.old_until is not None
    assert rotated.new_until is None
    assert [await opens(gateway, each) for each in (old, rotated.sleutel)] == [True, True]
    at_once = await rotate_key(gateway, ZORG, name_of_key(rotated.sleutel), timedelta(0))
    assert [await opens(gateway, each) for each in (rotated.sleutel, at_once.sleutel)] == [False, True]
    with pytest.raises(NotFound):
        await rotate_key(gateway, ZORG, name_of_key(rotated.sleutel), DAY)


async def test_an_old_key_that_got_an_end_gives_a_key_that_ends(gateway: Gateway) -> None:
    old = name_of_key(await new_key(gateway, ZORG, "koppeling"))
    await rotate_key(gateway, ZORG, old, DAY)
    assert (await rotate_key(gateway, ZORG, old, DAY)).new_until is not None


async def test_a_description_holds_no_bsn(gateway: Gateway) -> None:
    with pytest.raises(Invalid):
        await new_key(gateway, ZORG, "van 999900006")
