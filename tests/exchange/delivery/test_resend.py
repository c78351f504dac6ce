"""All that was given up is offered again in one request, each once, however many ask."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gateway.exchange.delivery import resend
from gateway.exchange.delivery.resend import Resent, choice_of
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden, Invalid, NotFound
from gateway.store.delivery.given_up import GivenUp
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import THUIS, ZORG
from tests.support.store.deliveries import ADDRESS, lease, settle
from tests.support.store.ledger import attempts, book, push_to

SINCE = datetime(2024, 1, 1, tzinfo=UTC)
PROVIDER = Organisatie(ZORG, "aanbieder", "Zorg")


async def given_up(gateway: Gateway, number: int) -> list[str]:
    """Book this many messages, and give them up; return their Identificaties in order."""
    await push_to(gateway.db, ADDRESS)
    for _ in range(number):
        await book(gateway.db)
    found = await lease(gateway.db, number)
    assert len(found) == number
    for each in found:
        await settle(gateway.db, each)
    return [each.identificatie for each in found]


async def test_all_goes_once_more_in_pieces_up_to_the_limit(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resend, "_PER_TRANSACTION", 2)
    made = await given_up(gateway, 8)
    choice = GivenUp(SINCE, ZORG)
    assert await resend.count_given_up(gateway, choice) == Resent(0, 8, 0)
    assert await lease(gateway.db) == [], "counting offers nothing"
    assert await resend.resend_given_up(gateway, choice, 3) == Resent(3, 5, 0)
    assert [each.identificatie for each in await lease(gateway.db)] == made[:3], "oldest first, the same message"
    assert await resend.resend_given_up(gateway, choice) == Resent(5, 0, 0)
    assert await resend.resend_given_up(gateway, choice) == Resent(0, 0, 0)
    assert [each.identificatie for each in await lease(gateway.db)] == made[3:]


async def test_requests_at_the_same_moment_offer_each_once(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resend, "_PER_TRANSACTION", 3)
    await given_up(gateway, 20)
    found = await asyncio.gather(*(resend.resend_given_up(gateway, GivenUp(SINCE)) for _ in range(4)))
    assert sum(each.aangeboden for each in found) == 20
    assert {each.resterend for each in found} == {0}
    leased = await lease(gateway.db)
    assert len(leased) == 20
    for each in leased:
        events = await attempts(gateway.db, each.bericht_id)
        assert events.count(gateway.actor.to_json()) == 1


async def test_an_unknown_receiver_or_kind_is_told(gateway: Gateway) -> None:
    for work in (resend.count_given_up, resend.resend_given_up):
        with pytest.raises(NotFound):
            await work(gateway, GivenUp(SINCE, "09999999"))
        with pytest.raises(Invalid):
            await work(gateway, GivenUp(SINCE, soorten=["WMO399"]))


def test_a_party_chooses_among_its_own_only() -> None:
    operator = Organisatie("beheer", "beheerder", "Beheer")
    assert choice_of(operator, SINCE, None, None) == GivenUp(SINCE)
    assert choice_of(operator, SINCE, THUIS, "WMO306") == GivenUp(SINCE, THUIS, ["WMO306"])
    assert choice_of(PROVIDER, SINCE, None, None) == GivenUp(SINCE, ZORG)
    assert choice_of(PROVIDER, SINCE, ZORG, "WMO306") == GivenUp(SINCE, ZORG, ["WMO306"])
    with pytest.raises(Forbidden):
        choice_of(PROVIDER, SINCE, THUIS, None)


def test_an_intermediary_chooses_among_the_kinds_of_its_mandate() -> None:
    bureau = replace(PROVIDER, via="bureau", berichtsoorten=frozenset({"WMO306"}))
    assert choice_of(bureau, SINCE, None, None) == GivenUp(SINCE, ZORG, frozenset({"WMO306"}))
    assert choice_of(bureau, SINCE, None, "WMO306") == GivenUp(SINCE, ZORG, ["WMO306"])
    with pytest.raises(Forbidden):
        choice_of(bureau, SINCE, None, "WMO301")
