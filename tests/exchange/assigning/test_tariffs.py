"""Tariffs are replaced as a whole; what changes is told beforehand, and kept afterwards."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.exchange.assigning.tariffs import compare_tariffs, list_tariffs, preview_tariffs, replace_tariffs
from gateway.exchange.kernel.refusals import NotFound
from gateway.exchange.parties.accounts import list_actions
from tests.policy.test_tariffs import ALL, OWN
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG


def test_each_tariff_is_new_changed_ended_gone_or_the_same() -> None:
    shorter = replace(ALL, tot=date(2026, 6, 30))
    assert compare_tariffs([ALL], [shorter, OWN]).counts() == {
        **dict.fromkeys(("nieuw", "eindigend"), 1),
        **dict.fromkeys(("gewijzigd", "vervallen", "ongewijzigd"), 0),
    }
    changes = compare_tariffs([ALL, OWN], [replace(ALL, bedrag=1)])
    assert (changes.gewijzigd, changes.vervallen) == (((ALL, replace(ALL, bedrag=1)),), (OWN,))
    assert compare_tariffs([ALL], [replace(ALL, tot=None)]).gewijzigd
    assert compare_tariffs([ALL, OWN], [OWN, ALL]).ongewijzigd == 2


async def test_a_preview_changes_nothing_and_a_change_is_on_record(api: Api) -> None:
    assert (await preview_tariffs(api.gateway, VENLO, [ALL])).nieuw == (ALL,)
    assert await list_tariffs(api.gateway, VENLO) == []
    assert (await replace_tariffs(api.gateway, VENLO, [ALL], "ab")).nieuw == (ALL,)
    assert await list_tariffs(api.gateway, VENLO) == [ALL]
    action = (await list_actions(api.gateway, VENLO))[-1]
    assert (action.soort, action.gegevens["nieuw"], action.gegevens["sha256"]) == ("tarieven_geladen", 1, "ab")
    for code in (ZORG, "0000"):
        with pytest.raises(NotFound):
            await replace_tariffs(api.gateway, code, [ALL], "ab")
