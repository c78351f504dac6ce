"""What the chain took and nobody answers is silent after a while: a state of its own, and a work item until it ends."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from gateway.exchange.delivery.worker import _Chores
from gateway.messages.read import read
from gateway.messages.return_message import compose
from gateway.messages.write import serialise
from gateway.standard.stuf.messages import StufReceipt
from gateway.standard.xml.parse import parse
from gateway.store.delivery import silence
from tests.support.api.application import NOW, Api
from tests.support.api.parties import BEHEER, Caller, start
from tests.support.exchange.chain import Chain, a_chain, envelope, fault_of
from tests.support.exchange.signals import codes
from tests.support.exchange.workers import all_delivered, working


@pytest.fixture
async def chain(api: Api, venlo: Caller) -> AsyncIterator[Chain]:
    async with a_chain(api) as chain:
        yield chain


async def assigned(api: Api, venlo: Caller, chain: Chain) -> dict[str, Any]:
    """Assign care and let the chain take the WMO301; return the receipt."""
    made: dict[str, Any] = await venlo.assign(await venlo.register())
    before = len(chain.envelopes)
    async with working(api.gateway):
        await chain.has(before + 1)
        await all_delivered(api.gateway.db)
    return made


async def later(api: Api) -> None:
    """Let the time of each channel be over, and a worker do its chores."""
    async with api.gateway.db.transaction() as tx:
        await tx.execute(
            "update leveringen set antwoord_voor = now() - interval '1 second' where antwoord_voor > now()"
        )
    await chores(api)


async def chores(api: Api) -> None:
    await _Chores(api.gateway).do_due()


async def state(venlo: Caller, made: dict[str, Any]) -> tuple[str, str | None]:
    """Return how the message goes over its channel, and what its receiver made of it."""
    found = await venlo.show(made["berichtId"])
    return found["bezorging"], found["uitkomst"]


async def answered(chain: Chain) -> None:
    """Let the provider agree with the last WMO301 that went."""
    sent = chain.envelopes[-1]
    agreed = serialise(compose(read(parse(sent.content)), [], "R1", NOW.date(), "2.10.5"))
    answer = envelope(agreed, "WMO302", code="Du01", cross_refnummer=sent.referentienummer)
    assert isinstance(await chain.bring(answer), StufReceipt)


async def test_without_an_answer_it_is_silent_until_one_comes(api: Api, venlo: Caller, chain: Chain) -> None:
    made = await assigned(api, venlo, chain)
    await chores(api)
    assert await state(venlo, made) == ("geleverd", None), "its time is not over"
    await later(api)
    assert await state(venlo, made) == ("stil", None)
    assert "NL-819" in await codes(venlo)
    [event] = [each for each in (await venlo.show(made["berichtId"]))["gebeurtenissen"] if each["soort"] == "stil"]
    assert event["gegevens"]["kanaal"] == "ggk"
    found = (await venlo.http.get("/v1/berichten", params={"bezorging": "stil"})).json()["berichten"]
    assert [each["berichtId"] for each in found] == [made["berichtId"]]
    await chores(api)
    assert (await codes(venlo)).count("NL-819") == 1, "told once"

    await answered(chain)
    await chores(api)
    assert await state(venlo, made) == ("geleverd", "goedgekeurd")
    assert "NL-819" not in await codes(venlo)


async def test_what_was_answered_in_time_is_never_silent(api: Api, venlo: Caller, chain: Chain) -> None:
    made = await assigned(api, venlo, chain)
    await answered(chain)
    await later(api)
    assert await state(venlo, made) == ("geleverd", "goedgekeurd")
    async with api.gateway.db.reading() as tx:
        assert await tx.fetchval("select count(*) from leveringen where antwoord_voor is not null") == 0


async def test_what_the_chain_refuses_is_undelivered_and_not_silent(api: Api, venlo: Caller, chain: Chain) -> None:
    made = await assigned(api, venlo, chain)
    await chain.bring(fault_of(chain.envelopes[-1], "IB010"))
    await later(api)
    assert await state(venlo, made) == ("opgegeven", None)
    assert "NL-819" not in await codes(venlo)


async def test_a_fault_that_comes_during_the_silence_ends_it(api: Api, venlo: Caller, chain: Chain) -> None:
    made = await assigned(api, venlo, chain)
    await later(api)
    await chain.bring(fault_of(chain.envelopes[-1], "IB010"))
    assert await state(venlo, made) == ("opgegeven", None)
    found = await codes(venlo)
    assert ("NL-812" in found, "NL-819" in found) == (True, False)


async def test_offered_again_it_is_no_longer_silent(api: Api, venlo: Caller, chain: Chain) -> None:
    made = await assigned(api, venlo, chain)
    await later(api)
    beheer = await api.caller(BEHEER)
    assert (await beheer.http.post(f"/v1/leveringen/{made['berichtId']}/opnieuw")).status_code == 200
    assert "NL-819" not in await codes(venlo)
    async with working(api.gateway):
        await chain.has(2)
        await all_delivered(api.gateway.db)
    await later(api)
    assert await state(venlo, made) == ("stil", None), "the time begins anew"


async def test_a_return_message_is_never_answered_and_so_never_silent(api: Api, venlo: Caller, chain: Chain) -> None:
    made = await assigned(api, venlo, chain)
    await chain.bring(envelope(serialise(start(made["toewijzingNummer"], "S1")), "WMO305"))
    async with working(api.gateway):
        await chain.has(2)
    await later(api)
    async with api.gateway.db.reading() as tx:
        rows = await tx.fetch(
            "select b.soort, l.staat from leveringen l join berichten b on b.id = l.bericht_id where l.kanaal = 'ggk'"
        )
        assert {row["soort"]: row["staat"] for row in rows} == {"WMO301": "stil", "WMO306": "geleverd"}


async def test_a_channel_without_a_time_is_never_silent(api: Api, venlo: Caller, chain: Chain) -> None:
    gateway = api.app.state.gateway
    api.app.state.gateway = replace(gateway, delivery=replace(gateway.delivery, silence_hours={}))
    made = await assigned(api, venlo, chain)
    async with api.gateway.db.transaction() as tx:
        assert await tx.fetchval("select count(*) from leveringen where antwoord_voor is not null") == 0
        assert await silence.note_silence(tx) == []
    assert await state(venlo, made) == ("geleverd", None)
