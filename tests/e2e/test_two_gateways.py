"""The whole story between a municipality and a provider, each on its own gateway, only through the simulated chain.

The municipality speaks with the GGK, the provider with VECOZO; or both with a Digikoppeling adapter before the GGK.
Everybody goes over TLS, and shows a certificate.
"""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from gateway.exchange.chain.vecozo.held import list_incoming
from gateway.messages.return_message import compose
from gateway.messages.write import serialise
from gateway.standard.releases import IWMO_3_2
from tests.support.api.claims import line
from tests.support.api.parties import VENLO, ZORG, start, stop
from tests.support.api.requests import asked, decide, vot, vow, wish
from tests.support.exchange.two_gateways import Chain, Side, two_gateways
from tests.support.exchange.workers import make_impatient, until
from tests.support.messages.claims import client, wmo323
from tests.support.store.postgres import Template


async def agree(chain: Chain, side: Side, forward: Any, identificatie: str) -> None:
    """Answer this message, which came in at that side, with a return message that agrees."""
    await side.caller.submit(compose(forward, [], identificatie, chain.clock.now.date(), None))


async def has_outcome(side: Side, bericht: str) -> None:
    """Wait until the message was approved by the other side."""

    async def approved() -> bool:
        return (await side.caller.show(bericht))["uitkomst"] == "goedgekeurd"

    await until(approved, 30)


MISHAPS = (
    {"wat": "druk", "functie": "WMO305", "keer": 1, "seconden": 0},
    {"wat": "antwoord-kwijt", "functie": "WMO307", "keer": 1},
    {"wat": "onbereikbaar", "bij": "ophalen", "na": 2, "keer": 1, "seconden": 0},
    {"wat": "beschadigd", "functie": "WMO306", "keer": 1},
)
"""Each once: VECOZO has no time, its answer is lost, a message was kept and not confirmed, a payload comes damaged."""


async def conversation_of(zorg: Side, soort: str) -> UUID:
    """Return the conversation in which the message of this kind came to the provider."""
    async with zorg.gateway.db.reading() as tx:
        found: UUID = await tx.fetchval(
            "select e.conversatie from enveloppen_in e join berichten b using (gemeente, sha256) where b.soort = $1",
            soort,
        )
    return found


async def all_at_their_end(zorg: Side) -> None:
    """Wait until VECOZO has said of all that the provider sent that it was delivered."""

    async def ended() -> bool:
        async with zorg.gateway.db.reading() as tx:
            rows = await tx.fetch("select status, navraag_op from enveloppen_uit")
        return {tuple(row) for row in rows} == {("Bezorgd", None)}

    await until(ended, 30)


@pytest.mark.timeout(180)
async def test_the_story_of_care_requests_and_a_claim(
    template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for what in ("transport.vecozo.channel.FIRST_ASK", "exchange.chain.vecozo.follow.FIRST_ASK"):
        monkeypatch.setattr(f"gateway.{what}", timedelta(0))
    monkeypatch.setattr("gateway.exchange.chain.vecozo.fetch.FIRST_WAIT", timedelta(seconds=0.2))
    async with two_gateways(template, tmp_path, MISHAPS, vecozo=True) as chain:
        venlo, zorg = chain.venlo, chain.zorg
        client_id = await venlo.caller.register()
        assigned = await venlo.caller.assign(client_id)
        wmo301 = await chain.arrives(zorg, "WMO301")
        await agree(chain, zorg, wmo301, "R1")
        await has_outcome(venlo, assigned["berichtId"])
        nummer = assigned["toewijzingNummer"]

        for message, back in ((start(nummer, "S1"), "WMO306"), (stop(nummer, "E1"), "WMO308")):
            sent = await zorg.caller.submit(message)
            answer = await chain.arrives(zorg, back)
            assert answer.client is None, "approved"
            assert (await zorg.caller.show(sent["berichtId"]))["uitkomst"] == "goedgekeurd"

        sent = await zorg.caller.submit(vot("V1", asked("A1")))
        await chain.arrives(zorg, "WMO316")
        investigated = await decide(venlo.caller, "A1", "onderzoeken")
        assert investigated["status"] == "in-onderzoek"
        wmo319 = await chain.arrives(zorg, "WMO319")
        await agree(chain, zorg, wmo319, "R2")
        await decide(venlo.caller, "A1", "toekennen")
        granted = await chain.arrives(zorg, "WMO301")
        [product] = [each for each in granted.client.toegewezen_producten if each.referentie_aanbieder == "A1"]
        await agree(chain, zorg, granted, "R3")

        number = int(product.toewijzing_nummer)
        await zorg.caller.submit(vow("W1", "A2", same=[nummer], change=[wish(number, "2024-05-01", "2024-12-31")]))
        answer = await chain.arrives(zorg, "WMO318")
        assert answer.header.retour_codes == (), answer

        claimed = line("P1", nummer, "2024-02", "100x01", 10, product="02A02")
        claim = wmo323(
            afzender=ZORG,
            ontvanger=VENLO,
            identificatie="C1",
            declaratie_periode=claimed.product_periode,
            dagtekening="2024-03-01",
            declaratie_dagtekening="2024-03-01",
            clienten=(client(claimed),),
        )
        sent = await zorg.caller.submit(claim)
        answer = await chain.arrives(zorg, "WMO325")
        assert answer.header.retour_codes == ("0200",)
        assert (await zorg.caller.show(sent["berichtId"]))["uitkomst"] is not None
        assert await zorg.caller.bytes_of(sent["berichtId"]) == serialise(claim)

        kinds = {each.functie for each in chain.simulator.journal.entries if each.wat == "bezorgd"}
        assert kinds == set(IWMO_3_2.kinds)
        happened = {each.wat for each in chain.simulator.journal.entries}
        assert happened == {"aangenomen", "aangeboden", "opgehaald", "bezorgd", "druk", "antwoord-kwijt"}
        assert [hits for _, _, hits in chain.simulator.faults.rules] == [1] * len(MISHAPS)
        await all_at_their_end(zorg)
        assert (await list_incoming(zorg.gateway)).held == []
        linked = {
            each.envelope.functie: each.metadata.referentiegegevens
            for each in chain.simulator.played.boxes[ZORG].find(conversatie_id=await conversation_of(zorg, "WMO319"))
        }
        assert set(linked) == {"WMO319", "WMO320"}
        assert linked["WMO320"].als_antwoord_op == linked["WMO319"].traceer_id


@pytest.mark.timeout(120)
async def test_by_adapters_both_ways_with_what_goes_wrong_there(
    template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_impatient(monkeypatch)
    wrong: list[dict[str, Any]] = [
        {"wat": "antwoord-kwijt", "functie": "WMO301", "keer": 1},
        {"wat": "druk", "seconden": 0.1, "functie": "WMO302", "keer": 1},
        {"wat": "dubbel", "functie": "WMO302", "keer": 1},
        {"wat": "fout", "code": "StUF046", "functie": "WMO305", "keer": 1},
        {"wat": "fout", "code": "IB010", "functie": "WMO307", "keer": 1},
    ]
    async with two_gateways(template, tmp_path, wrong, kanaal="dai") as chain:
        venlo, zorg = chain.venlo, chain.zorg
        assigned = await venlo.caller.assign(await venlo.caller.register())
        await agree(chain, zorg, await chain.arrives(zorg, "WMO301"), "R1")
        await has_outcome(venlo, assigned["berichtId"])
        await zorg.caller.submit(start(assigned["toewijzingNummer"], "S1"))
        assert (await chain.arrives(zorg, "WMO306")).client is None, "approved"
        refused = await zorg.caller.submit(stop(assigned["toewijzingNummer"], "E1"))

        async def told() -> bool:
            events = (await zorg.caller.show(refused["berichtId"]))["gebeurtenissen"]
            return "IB010" in [each["gegevens"].get("code") for each in events]

        await until(told, 30)
        happened = Counter((each.functie, each.wat, each.code) for each in chain.simulator.journal.entries)
        assert happened["WMO301", "opnieuw ontvangen", None] == 1, "the Bv04 was lost, so it went again"
        assert happened["WMO302", "bezorgd", None] == 2
        assert happened["WMO305", "geweigerd", "StUF046"] == 1
        async with zorg.gateway.db.reading() as tx:
            rows = await tx.fetch("select gegevens from gebeurtenissen where soort = 'afleverpoging'")
        attempts = [row["gegevens"] for row in rows]
        assert {each["uitkomst"] for each in attempts if each["geleverd"]} == {"Bv04"}
        assert {each["uitkomst"] for each in attempts if not each["geleverd"]} == {"429", "StUF046"}
