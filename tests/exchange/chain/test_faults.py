"""A Fo01 on one of our messages: it is not delivered, whatever was answered before, and somebody is told."""

import asyncio
from typing import Any

import pytest

from gateway.standard.stuf.messages import Envelope, StufReceipt
from gateway.store.alerts import attenderingsadressen
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, VENLO, Caller
from tests.support.exchange.chain import Chain, a_chain, confirmed, fault_of
from tests.support.exchange.signals import codes
from tests.support.exchange.workers import make_impatient, until, working


async def events(venlo: Caller, bericht: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await venlo.http.get(f"/v1/berichten/{bericht}")).json()["gebeurtenissen"]
    return [each for each in found if each["soort"] == "keten_geweigerd"]


async def staat(api: Api) -> str:
    async with api.gateway.db.reading() as tx:
        return str(await tx.fetchval("select staat from leveringen where kanaal = 'ggk'"))


async def delivered(api: Api) -> None:
    async def made() -> bool:
        return await staat(api) == "geleverd"

    await until(made)


async def test_a_message_that_the_chain_refuses_is_undelivered_and_shown(api: Api, venlo: Caller) -> None:
    async with a_chain(api) as chain, working(api.gateway):
        made = await venlo.assign(await venlo.register())
        await delivered(api)
        fault = fault_of(chain.envelopes[0], "IB010")
        for _ in range(2):
            assert isinstance(await chain.bring(fault), StufReceipt), "also when it comes again"
        assert await staat(api) == "opgegeven"
        [event] = await events(venlo, made["berichtId"])
        assert event["gegevens"] == {
            "code": "IB010",
            "betekenis": "de geadresseerde is niet aangesloten, of zijn AGB-code klopt niet",
            "watTeDoen": "verbeteren",
            "van": "VECOZO",
        }
        assert "NL-812" in await codes(venlo)
        assert (await venlo.http.get(f"/v1/berichten/{made['berichtId']}")).json()["uitkomst"] is None

        beheer = await api.caller(BEHEER)
        await beheer.http.post(f"/v1/leveringen/{made['berichtId']}/opnieuw")
        await delivered(api)
        assert "NL-812" not in await codes(venlo)
        assert isinstance(await chain.bring(fault), StufReceipt)
        assert await staat(api) == "geleverd", "a fault about the former envelope says nothing of this one"


async def test_what_the_chain_refuses_is_told_as_any_other_that_is_given_up(api: Api, venlo: Caller) -> None:
    async with api.gateway.db.transaction() as tx:
        kinds = ["levering.opgegeven"]
        await attenderingsadressen.add(tx, VENLO, "https://x.example/", kinds, afgeschermd=False)
    async with a_chain(api) as chain, working(api.gateway):
        made = await venlo.assign(await venlo.register())
        await delivered(api)
        fault = fault_of(chain.envelopes[0], "IB010")
        for _ in range(2):
            await chain.bring(fault)
        async with api.gateway.db.reading() as tx:
            told = [row["gegevens"]["berichtId"] for row in await tx.fetch("select gegevens from attenderingen")]
        assert told == [made["berichtId"]]


async def test_a_fault_that_comes_before_the_receipt_holds(api: Api, venlo: Caller) -> None:
    came = asyncio.Event()
    chain: Chain

    def fault_first(sent: Envelope) -> tuple[int, bytes]:
        came.set()
        return confirmed(sent)

    async with a_chain(api, fault_first) as chain:
        made = await venlo.assign(await venlo.register())
        async with working(api.gateway):
            await came.wait()
            await chain.bring(fault_of(chain.envelopes[0], "IB013"))
        assert await staat(api) == "opgegeven"
        [event] = await events(venlo, made["berichtId"])
        assert event["gegevens"]["watTeDoen"] == "stoppen"


async def test_during_a_freeze_it_waits_and_goes_in_a_new_envelope(
    api: Api, venlo: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_impatient(monkeypatch)
    async with a_chain(api) as chain, working(api.gateway):
        await venlo.assign(await venlo.register())
        await delivered(api)
        await chain.bring(fault_of(chain.envelopes[0], "IB023"))
        assert await staat(api) == "wachtend"
        assert await codes(venlo) == []
        async with api.gateway.db.transaction() as tx:
            waits = await tx.fetchval("select extract(epoch from niet_voor - now()) from leveringen where kanaal='ggk'")
            assert 3500 < waits <= 3600
            await tx.execute("update leveringen set niet_voor = now()")
        await chain.has(2)
        await delivered(api)
        assert chain.envelopes[0].referentienummer != chain.envelopes[1].referentienummer


async def test_a_code_that_means_something_else_by_the_other_list_shows_both(api: Api, venlo: Caller) -> None:
    async with a_chain(api) as chain, working(api.gateway):
        made = await venlo.assign(await venlo.register())
        await delivered(api)
        await chain.bring(fault_of(chain.envelopes[0], "IB007", omschrijving="999990019 is te groot"))
        [event] = await events(venlo, made["berichtId"])
        assert event["gegevens"]["inAndereLijst"] == "het bericht is te groot"
        assert "999990019" not in str(event)


@pytest.mark.parametrize("reference", ["0f9e8d7c-6b5a-4493-8271-605f4e3d2c1b", "geen uuid"])
async def test_a_fault_about_nothing_of_ours_is_taken_and_changes_nothing(
    api: Api, venlo: Caller, reference: str
) -> None:
    async with a_chain(api) as chain, working(api.gateway):
        made = await venlo.assign(await venlo.register())
        await delivered(api)
        fault = fault_of(chain.envelopes[0], "IB010", cross_refnummer=reference)
        assert isinstance(await chain.bring(fault), StufReceipt)
        assert (await staat(api), await events(venlo, made["berichtId"])) == ("geleverd", [])
