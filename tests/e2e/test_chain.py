"""The story of care through the GGK: a municipality here, a provider somewhere in the chain."""

from dataclasses import replace

from gateway.messages.kinds.start import Wmo306
from gateway.messages.kinds.toewijzing import Wmo301
from gateway.messages.read import read
from gateway.messages.registry import Message
from gateway.messages.return_message import compose
from gateway.messages.write import serialise
from gateway.standard.stuf.messages import StufReceipt
from gateway.standard.xml.parse import parse
from tests.support.api.application import NOW, Api
from tests.support.api.parties import VENLO, ZORG, Caller, start
from tests.support.exchange.chain import a_chain, envelope
from tests.support.exchange.workers import working


def message(data: bytes) -> Message:
    return read(parse(data))


async def test_an_assignment_its_answer_and_a_start_go_through_the_ggk(api: Api, venlo: Caller) -> None:
    async with a_chain(api) as chain, working(api.gateway):
        assignment = await venlo.assign(await venlo.register())
        await chain.has(1)
        sent = chain.envelopes[0]
        assert (sent.code, sent.functie, sent.cross_refnummer) == ("Di01", "WMO301", None)
        assert (sent.zender.organisatie, sent.zender.administratie) == (VENLO, "Gemeente Venlo")
        assert (sent.ontvanger.organisatie, sent.ontvanger.applicatie) == (ZORG, "GGk")
        assert str(sent.functie_versie) == "00030002"
        action = '"http://www.stufstandaarden.nl/koppelvlak/ggk0210/ggk_di01"'
        assert chain.headers[0]["soapaction"] == action, "the receiver of the tests reads headers in lower case"
        wmo301 = message(sent.content)
        assert isinstance(wmo301, Wmo301)
        raw = await venlo.http.get(f"/v1/berichten/{assignment['berichtId']}/xml")
        assert sent.content == raw.content, "the very bytes of the ledger"

        approved = compose(wmo301, [], identificatie="R1", dagtekening=NOW.date(), xslt_versie="2.10.5")
        answer = envelope(serialise(approved), "WMO302", code="Du01", cross_refnummer=sent.referentienummer)
        assert isinstance(await chain.bring(answer), StufReceipt)
        found = (await venlo.http.get(f"/v1/berichten/{assignment['berichtId']}")).json()
        assert found["uitkomst"] == "goedgekeurd"

        report = envelope(serialise(start(assignment["toewijzingNummer"], "S1")), "WMO305")
        receipt = await chain.bring(report)
        assert isinstance(receipt, StufReceipt)
        assert (receipt.code, receipt.cross_refnummer) == ("Bv03", report.referentienummer)
        assert (receipt.zender, receipt.ontvanger) == (report.ontvanger, report.zender)
        await chain.has(2)
        back = chain.envelopes[1]
        assert (back.code, back.functie, back.cross_refnummer) == ("Du01", "WMO306", report.referentienummer)
        assert isinstance(message(back.content), Wmo306)


async def test_what_comes_again_is_answered_as_before_and_kept_once(api: Api, venlo: Caller) -> None:
    async with a_chain(api) as chain:
        number = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
        report = envelope(serialise(start(number, "S1")), "WMO305")
        first = await chain.bring(report)
        api.clock.advance(hours=3)
        assert await chain.bring(report) == first
        assert await chain.bring(replace(report, tijdstip=api.clock.now)) == first, "the time of sending is no content"
        async with api.gateway.db.reading() as tx:
            assert await tx.fetchval("select count(*) from berichten where soort = 'WMO305'") == 1
            assert await tx.fetchval("select count(*) from enveloppen_in") == 1
