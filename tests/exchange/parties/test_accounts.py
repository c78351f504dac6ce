"""Accounts: added once, changed in what an operator chooses and in nothing else, and every action is logged."""

from dataclasses import replace

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.exchange.parties.accounts import (
    add_account,
    change_account,
    freeze_account,
    get_municipality,
    list_accounts,
    list_actions,
    new_push_secret,
    release_account,
)
from gateway.store.parties import api_keys
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import VENLO, ZORG
from tests.support.store.ledger import book, delivery

NEW = Organisatie("99990009", "aanbieder", "Zorg Nieuw")


async def test_an_account_is_added_once_with_a_key_that_opens_it(gateway: Gateway) -> None:
    key = await add_account(gateway, NEW)
    async with gateway.db.reading() as tx:
        owner = await api_keys.find_owner(tx, key)
    assert owner is not None
    assert (owner.code, owner.naam) == (NEW.code, NEW.naam)
    assert NEW.code in [each.code for each in await list_accounts(gateway)]
    with pytest.raises(Conflict):
        await add_account(gateway, NEW)
    [added] = await list_actions(gateway, NEW.code)
    assert added.soort == "ingeschreven"
    assert key not in str(added)


async def test_only_a_municipality_is_one(gateway: Gateway) -> None:
    async with gateway.db.reading() as tx:
        assert (await get_municipality(tx, VENLO)).code == VENLO
        for code in (ZORG, "0000"):
            with pytest.raises(NotFound) as refused:
                await get_municipality(tx, code)
            assert refused.value.text.startswith(f"{code} is geen gemeente op deze gateway")


async def test_a_change_leaves_the_rest_and_logs_what_differs(gateway: Gateway) -> None:
    [before] = [each for each in await list_accounts(gateway) if each.code == VENLO]
    after = await change_account(gateway, VENLO, naam="Venlo aan de Maas", extern=False)
    assert after == replace(before, naam="Venlo aan de Maas")
    *_, changed = await list_actions(gateway, VENLO)
    assert (changed.soort, changed.gegevens) == ("gewijzigd", {"naam": [before.naam, after.naam]})
    with pytest.raises(NotFound):
        await change_account(gateway, "99990009", naam="Zorg")


async def test_waiting_deliveries_follow_the_channel(gateway: Gateway) -> None:
    waiting = await book(gateway.db)
    await change_account(gateway, ZORG, kanaal="push", afleveradres="https://93.184.216.34/iwmo", untried=True)
    assert (await delivery(gateway.db, waiting))["kanaal"] == "push"
    await change_account(gateway, ZORG, kanaal="postvak")
    assert (await delivery(gateway.db, waiting))["kanaal"] == "postvak"


async def test_an_account_is_frozen_until_its_release(gateway: Gateway) -> None:
    with pytest.raises(Conflict):
        await release_account(gateway, ZORG)
    with pytest.raises(Invalid):
        await freeze_account(gateway, ZORG, "om 999900006")
    await freeze_account(gateway, ZORG, "verhuizing")
    [frozen] = [each for each in await list_accounts(gateway) if each.bevroren_op is not None]
    assert frozen.code == ZORG
    await release_account(gateway, ZORG)
    assert [each.soort for each in await list_actions(gateway, ZORG)] == ["bevroren", "vrijgegeven"]


async def test_each_push_secret_is_another(gateway: Gateway) -> None:
    first, second = await new_push_secret(gateway, ZORG), await new_push_secret(gateway, ZORG)
    assert first != second
    assert first.startswith("whsec_")
    assert first not in str(await list_actions(gateway, ZORG))
