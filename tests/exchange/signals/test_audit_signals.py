"""An audit puts what it finds on the work list, where it stays until its cause is gone."""

from typing import Any

import pytest

from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.signals.audit_signals import raise_audit_signals
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, Caller
from tests.support.exchange.signals import answer_all, handle, list_signals, refreshed
from tests.support.policy.chosen import OVERRULE, choose_policy, request_for

AUDITED = ("NL-201", "NL-502")


async def audited(venlo: Caller, **query: Any) -> list[dict[str, Any]]:
    return [each for each in await list_signals(venlo, **query) if each["code"] in AUDITED]


async def assign(venlo: Caller, client: str, code: str, last: str, **changes: Any) -> int:
    asked = request_for(client, code, "2024-01-01", last, **changes)
    return int((await venlo.assign(**asked))["toewijzingNummer"])


@pytest.fixture
async def stacked(api: Api, venlo: Caller, zorg: Caller) -> tuple[int, int]:
    """Two assignments that may not run side by side, decided before the policy was chosen; nothing else is due."""
    jo = await venlo.register()
    one = await assign(venlo, jo, "10B02", "2024-12-31")
    other = await assign(venlo, jo, "02A02", "2024-12-31", aanbieder=THUIS)
    await answer_all(zorg, api)
    await answer_all(await api.caller(THUIS), api)
    await choose_policy(api.gateway)
    await refreshed(api.gateway)
    return one, other


async def test_what_an_audit_finds_is_a_signal_until_its_cause_is_gone(
    api: Api, venlo: Caller, stacked: tuple[int, int]
) -> None:
    assert await audited(venlo) == [], "the daily round raises none"
    assert await raise_audit_signals(api.gateway, VENLO) > 0
    [signal] = await audited(venlo, code="NL-201")
    assert (signal["voorWie"], signal["uiterlijk"], signal["status"]) == ("consulent", "2024-03-29", "open")
    assert signal["tekst"].startswith(f"Toewijzing {signal['toewijzingNummer']} aan aanbieder ")
    for key in ("onderwerp", "raad", "bron"):
        assert signal[key], key
    assert await raise_audit_signals(api.gateway, VENLO) == 0
    assert (await refreshed(api.gateway, full=True))[2] == 0
    api.clock.advance(days=1)
    await refreshed(api.gateway)
    assert [each["uiterlijk"] for each in await audited(venlo, code="NL-201")] == ["2024-03-29"]
    await venlo.change(stacked[1], verwijderd=True)
    await refreshed(api.gateway)
    [signal] = await audited(venlo, code="NL-201")
    assert signal["status"] == "vervallen"
    await raise_audit_signals(api.gateway, VENLO)
    assert await audited(venlo, code="NL-201", status="open") == []


async def test_what_was_handled_does_not_come_back_while_its_cause_lasts(
    api: Api, venlo: Caller, stacked: tuple[int, int]
) -> None:
    await raise_audit_signals(api.gateway, VENLO)
    [signal] = await audited(venlo, code="NL-201")
    await handle(venlo, signal["signaalId"], notitie="Besproken.")
    assert await raise_audit_signals(api.gateway, VENLO) == 0
    await refreshed(api.gateway, full=True)
    assert [each["status"] for each in await audited(venlo, code="NL-201")] == ["afgehandeld"]


async def test_without_a_policy_it_lapses_and_none_is_raised(api: Api, venlo: Caller, stacked: tuple[int, int]) -> None:
    await raise_audit_signals(api.gateway, VENLO)
    await choose_policy(api.gateway, policy="")
    await refreshed(api.gateway)
    assert {each["status"] for each in await audited(venlo)} == {"vervallen"}
    with pytest.raises(Conflict):
        await raise_audit_signals(api.gateway, VENLO)


async def test_what_a_consulent_overruled_is_no_signal(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    await assign(venlo, jo, "10B02", "2024-12-31")
    await assign(venlo, jo, "02A02", "2024-12-31", aanbieder=THUIS, overrule=OVERRULE)
    await raise_audit_signals(api.gateway, VENLO)
    assert await audited(venlo, code="NL-201") == []
