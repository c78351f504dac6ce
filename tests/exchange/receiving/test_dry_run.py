"""A dry run: the verdict that a message would get now, with nothing stored."""

from typing import Any

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.receiving.dry_run import dry_run
from gateway.messages.registry import Message
from gateway.messages.return_message import compose
from gateway.messages.write import serialise
from gateway.standard.findings import Outcome
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.application import NOW, Api
from tests.support.api.parties import BEESEL, THUIS, VENLO, ZORG, Caller, start
from tests.support.api.requests import asked, vot, vow, wish
from tests.support.messages.messages import wmo301
from tests.support.messages.requests import wmo319
from tests.support.messages.return_messages import answer_with
from tests.support.store.filling import assigned_clients

PROVIDER = Organisatie(ZORG, "aanbieder", "Zorg aan de Maas")


async def test_a_start_is_held_against_the_books_and_nothing_is_stored(gateway: Gateway) -> None:
    [(bsn, nummer)] = await assigned_clients(gateway.db, 1)
    good = await dry_run(gateway, PROVIDER, serialise(start(nummer, "S1", bsn=bsn)))
    wrong = await dry_run(gateway, PROVIDER, serialise(start(nummer + 1000, "S1", bsn=bsn)))
    assert (good.oordeel, wrong.oordeel) == (Outcome.GOEDGEKEURD, Outcome.AFGEKEURD)
    assert good.over is not None
    assert good.over[0] == VENLO
    async with gateway.db.reading() as tx:
        assert await tx.fetchval("select count(*) from berichten where soort <> 'WMO301'") == 0


async def test_a_return_message_is_not_held_against_the_books(gateway: Gateway) -> None:
    report = await dry_run(gateway, PROVIDER, serialise(answer_with(start(1, "S1"))))
    assert (report.oordeel, report.bevindingen) == (Outcome.GOEDGEKEURD, [])


async def test_only_a_party_to_the_message_may_ask(gateway: Gateway) -> None:
    data = serialise(wmo301(afzender=VENLO, ontvanger=ZORG))
    with pytest.raises(Forbidden):
        await dry_run(gateway, Organisatie(THUIS, "aanbieder", "Thuis in de Peel"), data)
    assert (await dry_run(gateway, None, data)).over is not None


async def tried(caller: Caller, message: Message) -> dict[str, Any]:
    """Return what a dry run says of the message."""
    response = await caller.http.post(
        "/v1/validaties?tegenAdministratie=true",
        content=serialise(message),
        headers={"content-type": "application/xml"},
    )
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def test_of_bytes_that_came_in_before_it_says_what_became_of_them(api: Api, venlo: Caller, zorg: Caller) -> None:
    beesel = await api.caller(BEESEL)
    nummer = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    [assigned] = await zorg.collect()
    await zorg.submit(vot("E1", asked("E1"), ontvanger=BEESEL))
    [relayed] = await beesel.collect()
    answer = {"afzender": BEESEL, "ontvanger": ZORG, "referentie_aanbieder": "E1"}
    for sender, message in [
        (zorg, compose(assigned, [], "Z302", NOW.date(), None)),
        (zorg, start(nummer, "S1")),
        (zorg, start(nummer + 1, "S2")),
        (zorg, start(nummer, "S3", begindatum="2024-12-31")),
        (zorg, vot("V1", asked("R1", "04A04"))),
        (zorg, vow("W1", "R2", change=[wish(nummer, "2024-04-01", "2024-12-31")])),
        (zorg, vot("E2", asked("E2"), ontvanger=BEESEL)),
        (beesel, compose(relayed, [], "B316", NOW.date(), None)),
        (beesel, wmo319(identificatie="B319", **answer)),
    ]:
        before = await tried(sender, message)
        assert "HERHALING" not in [each["code"] for each in before["bevindingen"]]
        receipt = await sender.submit(message)
        again = await tried(sender, message)
        assert again["oordeel"] == before["oordeel"] == receipt["oordeel"], message.soort
        *others, repeated = again["bevindingen"]
        assert (repeated["code"], repeated["berichtId"]) == ("HERHALING", receipt["berichtId"])
        assert "op 2024-03-01 om " in repeated["text"]
        assert f"en {receipt['oordeel']}" in repeated["text"].replace("verwerkt", "goedgekeurd")
        assert others == before["bevindingen"]
        assert await sender.submit(message) == receipt


async def test_what_the_gateway_made_itself_nobody_can_bring(venlo: Caller, zorg: Caller) -> None:
    await venlo.assign(await venlo.register())
    [assigned] = await zorg.collect()
    assert (await tried(zorg, assigned))["bevindingen"] == []


async def test_a_municipality_that_takes_no_part_is_told_as_it_would_be(api: Api, zorg: Caller) -> None:
    message = start(1, "S1", ontvanger="1507")
    said = (await zorg.refused(message))["detail"]
    assert "Horst aan de Maas) is niet aangesloten" in said
    found = await tried(zorg, message)
    assert found["oordeel"] == "afgekeurd"
    [finding] = found["bevindingen"]
    assert f"{finding['text']} {finding['remedy']}" == said
