"""A dry run of bytes that came in before says so, with the verdict that their sender would get."""

from typing import Any

from gateway.messages.registry import Message
from gateway.messages.return_message import compose
from gateway.messages.write import serialise
from tests.support.api.application import NOW, Api
from tests.support.api.parties import BEESEL, ZORG, Caller, start
from tests.support.api.requests import asked, vot, vow, wish
from tests.support.messages.requests import wmo319


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


async def test_whatever_it_was_and_whatever_became_of_it(api: Api, venlo: Caller, zorg: Caller) -> None:
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
