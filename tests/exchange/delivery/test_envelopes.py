"""A message keeps its envelope at each attempt, and gets a new one each time that it is offered again."""

from dataclasses import replace

import pytest

from gateway.exchange.delivery.envelopes import code_of
from gateway.standard.releases import IWMO_3_2
from gateway.transport.channel import ChainSettings
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, Caller, start
from tests.support.exchange.chain import a_chain, confirmed, faulted
from tests.support.exchange.workers import make_impatient, until, working


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    make_impatient(monkeypatch)


async def state_of(api: Api, number: int) -> tuple[str, list[str]]:
    """Return the state of the delivery of a WMO301, and the outcomes of its attempts."""
    async with api.gateway.db.reading() as tx:
        state = await tx.fetchval("select staat from leveringen where kanaal = 'ggk' order by id desc limit 1")
        rows = await tx.fetch("select gegevens ->> 'uitkomst' as uitkomst from gebeurtenissen order by id")
    assert number, "an assignment"
    return state, [row["uitkomst"] for row in rows if row["uitkomst"]]


async def test_it_is_the_same_at_each_attempt(api: Api, venlo: Caller) -> None:
    busy = faulted("StUF046", plek="server")
    async with a_chain(api, busy, busy, confirmed) as chain, working(api.gateway):
        number = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
        await chain.has(3)
        assert chain.envelopes[0] == chain.envelopes[1] == chain.envelopes[2]

        async def delivered() -> bool:
            return await state_of(api, number) == ("geleverd", ["StUF046", "StUF046", "Bv03"])

        await until(delivered)


async def test_one_that_is_refused_is_given_up_and_offered_again_in_a_new_envelope(api: Api, venlo: Caller) -> None:
    async with a_chain(api, faulted("IB009"), confirmed) as chain, working(api.gateway):
        made = await venlo.assign(await venlo.register())

        async def given_up() -> bool:
            return await state_of(api, made["toewijzingNummer"]) == ("opgegeven", ["IB009"])

        await until(given_up)
        beheer = await api.caller(BEHEER)
        assert (await beheer.http.post(f"/v1/leveringen/{made['berichtId']}/opnieuw")).status_code == 200
        await chain.has(2)
        first, second = chain.envelopes
        assert first.referentienummer != second.referentienummer
        assert first.content == second.content
        assert second.tijdstip > first.tijdstip


async def test_an_answer_to_what_did_not_come_out_of_the_chain_has_no_envelope(
    api: Api, venlo: Caller, zorg: Caller
) -> None:
    async with a_chain(api) as chain, working(api.gateway):
        number = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
        await zorg.submit(start(number, "S1"))

        async def given_up() -> bool:
            return await state_of(api, number) == ("opgegeven", ["Bv03", "geen-referentie"])

        await until(given_up)
        assert [each.functie for each in chain.envelopes] == ["WMO301"]


def test_each_kind_travels_as_a_forward_message_or_as_an_answer() -> None:
    settings = ChainSettings()
    found = {kind: code_of(kind, settings) for kind in IWMO_3_2.kinds}
    assert {kind for kind, code in found.items() if code == "Du01"} == {
        *("WMO302", "WMO306", "WMO308", "WMO316", "WMO318", "WMO320")
    }
    assert code_of("WMO325", replace(settings, answer_to_claim="Du01")) == "Du01"
