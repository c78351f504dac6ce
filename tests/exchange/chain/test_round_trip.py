"""A trial message goes into the chain and back, about nobody, and tells what is set wrong by who refuses it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gateway.exchange.chain.round_trip import CONTENT, find_fault, send_trial
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.exchange.parties.access import end_mandate, list_mandates
from gateway.exchange.parties.accounts import list_actions
from gateway.standard.stuf.messages import Envelope
from tests.support.api.application import Api
from tests.support.api.parties import BEHEER, THUIS, VENLO, ZORG
from tests.support.exchange.chain import a_chain, confirmed, fault_of, faulted
from tests.support.exchange.two_gateways import two_gateways
from tests.support.exchange.workers import make_impatient, until
from tests.support.store.postgres import Template


def with_list(api: Api, code_list: Any) -> Any:
    delivery = api.app.state.gateway.delivery
    return replace(
        api.app.state.gateway, delivery=replace(delivery, chain=replace(delivery.chain, code_list=code_list))
    )


def nothing(_: Envelope) -> tuple[int, bytes]:
    return 502, b""


async def test_what_comes_back_says_what_is_understood(api: Api) -> None:
    answers = [faulted(each) for each in ("StUF034", "StUF013")]
    async with a_chain(api, *answers, nothing, confirmed) as chain:
        gateway = api.app.state.gateway
        for is_good, said in (
            (True, "StUF034: afzender, ontvanger en envelop zijn verstaan"),
            (False, "StUF013: de zender is hier niet bekend"),
            (False, "geen antwoord dat ja of nee zegt (502)"),
        ):
            sent = await send_trial(gateway, ZORG, VENLO)
            assert (sent.is_taken, sent.step.is_good, said in sent.step.said) == (False, is_good, True), sent
        sent = await send_trial(gateway, ZORG, VENLO)
        assert (sent.is_taken, await find_fault(gateway, sent.referentie)) == (True, None)
        went = chain.envelopes[-1]
        assert (went.functie, went.zender.organisatie, went.content) == ("WMO399", VENLO, CONTENT)
        for code_list, code, is_good, said in (
            ("2025", "IB004", True, "de functie is geweigerd"),
            ("2025", "IB234", False, "IB234 is van lijst 2017; ingesteld is 2025"),
            ("2017", "IB234", True, "de functie is geweigerd"),
            ("2025", "IB002", False, "de zender mag het GGK niet gebruiken"),
        ):
            await chain.bring(fault_of(went, code))
            step = await find_fault(with_list(api, code_list), sent.referentie)
            assert step is not None
            assert (step.is_good, said in step.said) == (is_good, True), step
        async with gateway.db.reading() as tx:
            assert await tx.fetchval("select count(*) from berichten") == 0
        acts = [each.gegevens for each in await list_actions(gateway, ZORG) if each.soort == "rondreis"]
        assert [each["uitkomst"] for each in acts] == ["StUF034", "StUF013", "502", "Bv03"]
        for mandate in await list_mandates(gateway):
            await end_mandate(gateway, mandate.id)
        await chain.bring(fault_of(went, "IB013"))
        step = await find_fault(gateway, sent.referentie)
        assert step is not None
        assert "IB002" in step.said, "who may not speak for the receiver says nothing of it"


async def test_between_these_two_goes_none(api: Api) -> None:
    with pytest.raises(Conflict, match="geen-keten"):
        await send_trial(api.gateway, ZORG, VENLO)
    with pytest.raises(NotFound):
        await send_trial(api.gateway, "99990008", VENLO)
    async with a_chain(api):
        for sender in (THUIS, BEHEER):
            with pytest.raises(Conflict, match="geen-partijen"):
                await send_trial(api.app.state.gateway, ZORG, sender)


@pytest.mark.timeout(120)
async def test_through_the_simulated_chain_and_back(
    template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_impatient(monkeypatch)
    async with two_gateways(template, tmp_path, kanaal="dai") as chain:
        gateway = chain.venlo.gateway
        sent = await send_trial(gateway, ZORG, VENLO)
        assert sent.is_taken

        async def came_back() -> bool:
            return await find_fault(gateway, sent.referentie) is not None

        await until(came_back, 30)
        step = await find_fault(gateway, sent.referentie)
        assert step is not None
        assert (step.is_good, "IB004" in step.said) == (True, True)
