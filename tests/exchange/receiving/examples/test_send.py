"""A report goes once, however many ask for it at the same time, and under nothing but an Identificatie of our own."""

import asyncio
from datetime import date
from uuid import UUID

import pytest

from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.exchange.receiving.examples.report import ChosenValues, find_issued, new_identificatie
from gateway.exchange.receiving.examples.send import read_told, send_report
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, ZORG, Caller
from tests.support.messages.messages import BSN

CALLER = Organisatie(ZORG, "aanbieder", "Zorg")


async def test_two_at_once_send_one(api: Api, venlo: Caller, zorg: Caller) -> None:
    assigned = await venlo.assign(await venlo.register())
    nummer, wmo301 = assigned["toewijzingNummer"], UUID(assigned["berichtId"])
    [told] = await read_told(api.gateway, CALLER, [wmo301, wmo301])
    assert (told.gemeente, told.nummer, told.message.client.bsn) == (VENLO, nummer, BSN)
    with pytest.raises(NotFound):
        await read_told(api.gateway, Organisatie(THUIS, "aanbieder", "Thuis"), [wmo301])

    issued = await find_issued(api.gateway, CALLER, VENLO, nummer, "WMO305")
    asked = ChosenValues(begindatum=date(2024, 2, 1), identificatie=new_identificatie())
    sent = await asyncio.gather(*(send_report(api.gateway, CALLER, issued, "WMO305", asked) for _ in range(5)))
    assert len(set(sent)) == 1
    assert [each["berichtId"] for each in await venlo.mailbox()] == [str(sent[0])]
    assert await read_told(api.gateway, CALLER, [sent[0]]) == [], "no assignment"

    for wrong in (None, BSN, "kort"):
        with pytest.raises(Invalid, match="kenmerk-ongeldig"):
            await send_report(api.gateway, CALLER, issued, "WMO305", ChosenValues(identificatie=wrong))
    with pytest.raises(Conflict, match="start-loopt-al"):
        await send_report(api.gateway, CALLER, issued, "WMO305", ChosenValues(identificatie=new_identificatie()))
