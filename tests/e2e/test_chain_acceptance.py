"""What may happen at the edges of the chain, each as its operator would try it out.

What is tried elsewhere: the same envelope again (test_chain), a Fo01 before the Bv03 and about nothing of ours
(exchange/chain/test_faults), other bytes under one reference (test_arrive), how an envelope may be written, DOCTYPE and
old namespaces (standard/stuf/test_read).
"""

from dataclasses import replace
from typing import Any

import pytest

from gateway.messages.read import read
from gateway.messages.return_message import compose
from gateway.messages.write import serialise
from gateway.standard.stuf.adapter import request_to_adapter
from gateway.standard.stuf.messages import Envelope, StufFault, StufReceipt
from gateway.standard.stuf.write import soap_request
from gateway.standard.xml.parse import parse
from gateway.transport.channel import Allowed
from gateway.transport.ggk import Ggk
from tests.support.api.application import NOW, Api
from tests.support.api.parties import Caller, start
from tests.support.exchange.chain import a_chain, confirmed, envelope, fault_of
from tests.support.exchange.letters import a_letter
from tests.support.exchange.receiver import a_receiver, status
from tests.support.exchange.workers import HERE, all_delivered, make_impatient, until, working

UNKNOWN = "0f9e8d7c-6b5a-4493-8271-605f4e3d2c1b"


def answer_to(sent: Envelope, **changes: Any) -> Envelope:
    """Return the envelope with the WMO302 that agrees with the WMO301 in this one."""
    agreed = compose(read(parse(sent.content)), [], "R1", NOW.date(), "2.10.5")
    given = {"code": "Du01", "cross_refnummer": sent.referentienummer, **changes}
    return envelope(serialise(agreed), "WMO302", **given)


def nothing(_: Envelope) -> tuple[int, bytes]:
    """Answer that says neither yes nor no, as when a Bv03 is lost on the way."""
    return 502, b""


async def test_a_receipt_is_lost_and_the_answer_comes_before_it(
    api: Api, venlo: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_impatient(monkeypatch)
    async with a_chain(api, nothing, nothing, confirmed) as chain:
        made = await venlo.assign(await venlo.register())
        async with working(api.gateway):
            await chain.has(1)
            assert isinstance(await chain.bring(answer_to(chain.envelopes[0])), StufReceipt)
            assert (await venlo.show(made["berichtId"]))["uitkomst"] == "goedgekeurd"
            await chain.has(3)
            await until(lambda: _is_delivered(api))
        assert len({soap_request(each) for each in chain.envelopes}) == 1, "the same bytes each time"


async def _is_delivered(api: Api) -> bool:
    async with api.gateway.db.reading() as tx:
        return bool(await tx.fetchval("select staat = 'geleverd' from leveringen where kanaal = 'ggk'"))


async def test_a_fault_about_our_own_answer_is_shown_on_it(api: Api, venlo: Caller) -> None:
    async with a_chain(api) as chain, working(api.gateway):
        number = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
        await chain.bring(envelope(serialise(start(number, "S1")), "WMO305"))
        await chain.has(2)
        [back] = [each for each in chain.envelopes if each.functie == "WMO306"]
        assert isinstance(await chain.bring(fault_of(back, "IB019")), StufReceipt)
        found = (await venlo.http.get("/v1/berichten", params={"soort": "WMO306", "bezorging": "opgegeven"})).json()
        [wmo306] = found["berichten"]
        events = (await venlo.show(wmo306["berichtId"]))["gebeurtenissen"]
        [told] = [each["gegevens"] for each in events if each["soort"] == "keten_geweigerd"]
        assert told["code"] == "IB019"


async def test_by_an_adapter_with_addressing_both_ways_are_as_without(api: Api, venlo: Caller) -> None:
    async with a_chain(api, kanaal="dai") as chain, working(api.gateway):
        made = await venlo.assign(await venlo.register())
        await chain.has(1)
        assert chain.headers[0]["soapaction"] == '""'
        answer = request_to_adapter(answer_to(chain.envelopes[0]), "urn:voorbeeld")
        assert isinstance(await chain.bring(answer), StufReceipt)
        assert isinstance(await chain.bring(answer), StufReceipt), "and the same once more"
        assert (await venlo.show(made["berichtId"]))["uitkomst"] == "goedgekeurd"
        report = envelope(serialise(start(made["toewijzingNummer"], "S1")), "WMO305")
        assert isinstance(await chain.bring(request_to_adapter(report, "urn:voorbeeld")), StufReceipt)
        await chain.has(2)
        assert (chain.envelopes[1].functie, chain.envelopes[1].cross_refnummer) == ("WMO306", report.referentienummer)
        broken = request_to_adapter(replace(report, functie="WMO399"), "urn:voorbeeld")
        fault = await chain.bring(broken)
        assert isinstance(fault, StufFault)
        assert fault.fout == "StUF034"


async def test_an_answer_goes_by_what_it_says_and_not_by_the_envelope_that_it_names(api: Api, venlo: Caller) -> None:
    async with a_chain(api) as chain, working(api.gateway):
        made = await venlo.assign(await venlo.register())
        await chain.has(1)
        await all_delivered(api.gateway.db)
        assert isinstance(await chain.bring(answer_to(chain.envelopes[0], cross_refnummer=UNKNOWN)), StufReceipt)
        assert (await venlo.show(made["berichtId"]))["uitkomst"] == "goedgekeurd"


async def test_what_others_write_otherwise_is_taken_or_refused_with_a_reason(api: Api, venlo: Caller) -> None:
    async with a_chain(api) as chain:
        number = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
        action = {"content-type": "text/xml; charset=utf-8", "soapaction": '"http://example.org/iets-anders"'}
        sent = envelope(serialise(start(number, "S1")), "WMO305")
        data = soap_request(sent).replace(
            b"<StUF:applicatie>ECD Zorg</StUF:applicatie>",
            b"<StUF:applicatie>ECD Zorg</StUF:applicatie><StUF:gebruiker/>",
        )
        taken = await chain.http.post("/koppelvlakken/ggk", content=data, headers=action)
        assert (taken.status_code, b"Bv03" in taken.content) == (200, True), "SOAPAction and an empty user are advice"
        other = serialise(start(number, "S2")).decode().replace("persoon<", "persoön<")
        latin = other.encode("latin-1")
        refused = await chain.bring(replace(sent, referentienummer=UNKNOWN, content=latin))
        assert isinstance(refused, StufFault)
        assert refused.fout == "StUF055", "it says UTF-8, and isn't"
        declared = other.replace("UTF-8", "ISO-8859-1").encode("latin-1")
        assert isinstance(await chain.bring(replace(sent, referentienummer=UNKNOWN, content=declared)), StufReceipt)


async def test_the_largest_envelope_goes_and_one_byte_more_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = envelope(b"<Bericht/>", "WMO301")
    size = len(soap_request(sent))
    async with Ggk(Allowed(HERE)) as ggk, a_receiver(status(502)) as chain:
        letter = replace(a_letter(chain.url), envelope=sent)
        for limit, came in ((size - 1, 0), (size, 1)):
            monkeypatch.setattr("gateway.transport.ggk.MAX_ENVELOPE_BYTES", limit)
            result = await ggk.send(letter)
            assert (result.final, len(chain.bodies)) == (not came, came)
