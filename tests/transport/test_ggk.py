"""One envelope to the chain: what can come back, and what becomes of it. Never an exception."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from gateway.standard.stuf.adapter import request_to_adapter
from gateway.standard.stuf.messages import MAX_ENVELOPE_BYTES, Envelope
from gateway.standard.stuf.read import read_message, read_soap
from gateway.standard.stuf.write import soap_fault, soap_request
from gateway.transport.channel import AddressUnfit, Allowed, ChainSettings, Letter, Result
from gateway.transport.ggk import FREEZE_WAIT, Dai, Ggk
from tests.support.exchange.chain import envelope, fault_of, receipt_of
from tests.support.exchange.letters import a_letter
from tests.support.exchange.receiver import Answer, a_receiver, garbage, hang, reset, status

HERE = (ip_network("127.0.0.0/8"),)
SENT = envelope(b"<Bericht/>", "WMO301")


@pytest.fixture
async def ggk(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Ggk]:
    monkeypatch.setattr("gateway.transport.ggk.MAX_ATTEMPT_S", 0.5)
    async with Ggk(Allowed(HERE)) as channel:
        yield channel


def answered(code: int, body: bytes) -> Answer:
    async def answer(writer: Any) -> None:
        writer.write(f"HTTP/1.1 {code} x\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body)

    return answer


def letter(address: str, sent: Envelope | None = SENT) -> Letter:
    return replace(a_letter(address), envelope=sent)


def fo03(code: str, **changes: Any) -> Answer:
    return answered(500, soap_fault("Fout", at_sender=True, detail=fault_of(SENT, code, code="Fo03", **changes)))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (answered(200, soap_request(receipt_of(SENT))), Result(True, "Bv03", True, status=200)),
        (answered(200, soap_request(receipt_of(SENT, code="Bv04"))), Result(True, "Bv04", True, status=200)),
        (answered(200, soap_request(receipt_of(SENT, code="Bv01"))), Result(False, "200", True, status=200)),
        (
            answered(200, soap_request(receipt_of(SENT, cross_refnummer="een-ander"))),
            Result(False, "200", True, status=200),
        ),
        (answered(200, b"<html>ok</html>"), Result(False, "200", True, status=200)),
        (answered(200, soap_request(SENT)), Result(False, "200", True, status=200)),
        (status(200), Result(False, "200", True, status=200)),
        (status(503, retry_after="7"), Result(False, "503", False, timedelta(seconds=7), 503)),
        (answered(500, soap_fault("Stuk", at_sender=False)), Result(False, "500", False, status=500)),
        (fo03("StUF046", plek="server"), Result(False, "StUF046", False, status=500)),
        (fo03("StUF016"), Result(False, "StUF016", True, status=500, final=True)),
        (fo03("StUF037", plek="server"), Result(False, "StUF037", True, status=500, final=True)),
        (fo03("IB023"), Result(False, "IB023", True, FREEZE_WAIT, 500)),
        (fo03("VREEMD"), Result(False, "VREEMD", True, status=500, final=True)),
        (fo03("VREEMD", plek="server"), Result(False, "VREEMD", False, status=500)),
        (answered(200, b"x" * 1_100_000), Result(False, "ValueError", False)),
        (hang, Result(False, "TimeoutError", False)),
        (reset, Result(False, "ReadError", False)),
        (garbage, Result(False, "RemoteProtocolError", False)),
    ],
)
async def test_only_a_receipt_for_this_envelope_is_a_delivery(ggk: Ggk, answer: Answer, expected: Result) -> None:
    async with a_receiver(answer) as chain:
        assert await ggk.send(letter(chain.url)) == expected
        assert read_message(read_soap(chain.bodies[0])) == SENT
        assert chain.headers[0]["content-type"] == "text/xml; charset=utf-8"


async def test_a_code_means_what_the_list_of_this_connection_says() -> None:
    settings = ChainSettings(code_list="2017")
    async with Ggk(Allowed(HERE, chain=settings)) as ggk, a_receiver(fo03("IB103")) as chain:
        assert (await ggk.send(letter(chain.url))).retry_after == FREEZE_WAIT


async def test_what_can_never_go_is_given_up_without_an_attempt(ggk: Ggk) -> None:
    async with a_receiver(status(200)) as chain:
        assert await ggk.send(letter(chain.url, None)) == Result(False, "geen-referentie", True, final=True)
        large = replace(SENT, content=b"x" * (MAX_ENVELOPE_BYTES * 3 // 4))
        assert await ggk.send(letter(chain.url, large)) == Result(False, "te-groot", True, final=True)
        assert chain.bodies == []


async def test_an_adapter_gets_the_same_envelope_with_its_own_headers() -> None:
    settings = ChainSettings(dai_service="urn:voorbeeld")
    receipt = answered(200, soap_request(receipt_of(SENT, code="Bv04")))
    async with Dai(Allowed(HERE, chain=settings)) as dai, a_receiver(receipt, fo03("StUF016")) as adapter:
        assert await dai.send(letter(adapter.url)) == Result(True, "Bv04", True, status=200)
        assert await dai.send(letter(adapter.url)) == Result(False, "StUF016", True, status=500, final=True)
        assert adapter.bodies == [request_to_adapter(SENT, "urn:voorbeeld")] * 2
        assert adapter.headers[0]["soapaction"] == '""'


def test_an_adapter_is_not_called_before_the_service_of_its_cpa_is_known() -> None:
    with pytest.raises(AddressUnfit) as caught:
        Dai(Allowed(HERE)).check("https://adapter.example/")
    assert caught.value.code == "dai-service-ontbreekt"
    Dai(Allowed(HERE, chain=ChainSettings(dai_service="urn:voorbeeld"))).check("https://adapter.example/")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (None, "afleveradres-ontbreekt"),
        ("ggk", "afleveradres-ongeldig"),
        ("http://ggk.example/", "afleveradres-onveilig"),
        ("https://10.0.0.1/", "afleveradres-afgeschermd"),
    ],
)
def test_an_address_that_envelopes_cannot_go_to_is_refused(address: str | None, code: str) -> None:
    with pytest.raises(AddressUnfit) as caught:
        Ggk(Allowed(HERE)).check(address)
    assert caught.value.code == code
    assert Ggk(Allowed(HERE)).check("https://ggk.example/ws") == {"het_adres": "ggk.example /ws  "}
