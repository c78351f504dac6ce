"""The simulated adapter: takes messages with WS-Addressing and brings them so, and the chain behind it is the same."""

import asyncio
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import httpx
import pytest

from gateway.messages.kinds.start import Wmo305, Wmo306
from gateway.messages.kinds.toewijzing import Wmo301, Wmo302
from gateway.simulator.simulator import Simulator
from gateway.standard.stuf.adapter import request_to_adapter
from gateway.standard.stuf.messages import WRAPPER, Envelope, StufFault, StufMessage, StufReceipt
from gateway.standard.stuf.read import is_soap, read_answer, read_request
from gateway.standard.stuf.write import soap_request, soap_without_message
from tests.support.api.parties import VENLO, ZORG, start
from tests.support.exchange.chain import envelope, receipt_of
from tests.support.exchange.receiver import a_receiver
from tests.support.exchange.simulated import a_scenario, a_simulator, calm, course
from tests.support.messages.messages import xml

SERVICE = "urn:voorbeeld: iWmo"
BOTH = {VENLO: {"adapter": True}, ZORG: {"adapter": True, "start_na": 0}}
SENT = envelope(xml(start(1, "S1")), "WMO305")
OTHER = "0f9e8d7c-6b5a-4493-8271-605f4e3d2c1b"


async def post(simulator: Simulator, data: bytes) -> httpx.Response:
    async with httpx.AsyncClient() as http:
        return await http.post(simulator.adapter, content=data, headers={"soapaction": '""'})


async def bring(simulator: Simulator, message: Envelope | StufFault, service: str = SERVICE) -> StufMessage:
    return read_answer((await post(simulator, request_to_adapter(message, service))).content)


async def test_parties_that_are_played_speak_by_it_both_ways() -> None:
    assigns = {"toewijzingen": [{"aanbieder": ZORG, "ingangsdatum": date(2024, 1, 1)}]}
    parties = {VENLO: {**BOTH[VENLO], **assigns}, ZORG: BOTH[ZORG]}
    async with a_simulator(a_scenario(partijen=parties, adapter={"dienst": SERVICE})) as simulator:
        await calm(simulator)
        assert [type(each) for each in simulator.software[ZORG].got] == [Wmo301, Wmo306]
        assert [type(each) for each in simulator.software[VENLO].got] == [Wmo302, Wmo305]


async def test_the_same_again_gets_the_same_answer_and_other_content_a_fault() -> None:
    async with a_simulator(a_scenario(partijen=BOTH)) as simulator:
        first = await bring(simulator, SENT)
        assert isinstance(first, StufReceipt)
        assert (first.code, first.cross_refnummer) == ("Bv04", SENT.referentienummer)
        assert await bring(simulator, SENT) == first
        other = await bring(simulator, replace(SENT, content=xml(start(1, "S2"))))
        assert isinstance(other, StufFault)
        assert other.fout == "StUF016"
        nothing = await post(simulator, soap_without_message())
        assert (nothing.status_code, is_soap(nothing.content)) == (500, True)


async def test_what_it_brings_to_software_is_wrapped_also_a_fault_of_the_chain() -> None:
    async def take_over(writer: asyncio.StreamWriter) -> None:
        message = read_request(software.bodies[-1])
        receipt = soap_request(
            replace(receipt_of(replace(SENT, referentienummer=message.referentienummer)), code="Bv04")
        )
        writer.write(f"HTTP/1.1 200 x\r\ncontent-length: {len(receipt)}\r\n\r\n".encode() + receipt)

    async with a_receiver(take_over) as software:
        parties = {**BOTH, VENLO: {"adres": software.url, "adapter": True}}
        rules = ({"wat": "fout", "code": "IB013", "van": VENLO},)
        async with a_simulator(a_scenario(partijen=parties, storingen=rules)) as simulator:
            await bring(simulator, SENT)
            back = replace(SENT, zender=SENT.ontvanger, ontvanger=SENT.zender, referentienummer=OTHER)
            await bring(simulator, back)
            await calm(simulator)
            assert course(simulator, SENT.referentienummer)[-1] == "bezorgd"
            assert course(simulator, OTHER)[-1] == "Fo01 bezorgd IB013"
        assert {each["soapaction"] for each in software.headers} == {'""'}
        assert all(WRAPPER[1:].split("}")[0].encode() in each for each in software.bodies)


@pytest.mark.parametrize(
    ("fault", "answered", "brought"),
    [
        ({"wat": "druk"}, 429, 0),
        ({"wat": "antwoord-kwijt"}, None, 1),
        ({"wat": "fout", "code": "StUF046"}, 500, 0),
        ({"wat": "fout", "code": "IB010"}, 200, 0),
        ({"wat": "stilstand"}, 200, 0),
        ({"wat": "verlies"}, 200, 0),
        ({"wat": "dubbel"}, 200, 1),
    ],
)
async def test_what_goes_wrong_behind_it_is_as_without(
    fault: dict[str, Any], answered: int | None, brought: int
) -> None:
    async with a_simulator(a_scenario(partijen=BOTH, storingen=({**fault, "van": ZORG},))) as simulator:
        try:
            found: int | None = (await post(simulator, request_to_adapter(SENT, SERVICE))).status_code
        except httpx.RemoteProtocolError:
            found = None
        await calm(simulator)
        assert (found, len(simulator.software[VENLO].got)) == (answered, brought)
        told = [each.fout for each in simulator.software[ZORG].faults]
        assert told == {"fout": ["IB010"] if answered == 200 else [], "stilstand": ["IB023"]}.get(fault["wat"], [])


async def test_headers_that_say_otherwise_than_the_message_are_refused() -> None:
    answer = replace(SENT, functie="WMO302", code="Du01", cross_refnummer=OTHER)
    async with a_simulator(a_scenario(partijen=BOTH, adapter={"dienst": SERVICE})) as simulator:
        data = request_to_adapter(answer, SERVICE).decode()
        for old, new, said in (
            (
                "<wsa:To>urn:dkintern:0983",
                "<wsa:To>urn:dkintern:0984",
                "To noemt &#39;0984&#39;, het bericht &#39;0983&#39;",
            ),
            (f"Address>urn:dkintern:{ZORG}", "Address>urn:anders:1", "From noemt"),
            ("<wsa:MessageID>urn:dkintern:", "<wsa:MessageID>urn:dkintern:1", "MessageID noemt"),
            ("<wsa:RelatesTo>urn:dkintern:", "<wsa:RelatesTo>", "RelatesTo noemt"),
            ("urn:dkintern:ConversationId", "urn:dkintern:Iets", "RelatesTo met ConversationId noemt"),
            (
                "<wsa:Action>urn:dkintern:urn:voorbeeld",
                "<wsa:Action>urn:dkintern:urn:ander",
                "waarvoor de adapter een CPA",
            ),
            ("<wsa:Action>urn:dkintern:", "<wsa:Action>", "Action ontbreekt"),
        ):
            assert data.count(old) == 1, old
            fault = read_answer((await post(simulator, data.replace(old, new).encode())).content)
            assert isinstance(fault, StufFault)
            assert (fault.fout, fault.cross_refnummer) == ("StUF055", answer.referentienummer)
            assert unescape(said) in (fault.details or "")
        bare = await post(simulator, soap_request(answer))
        assert b"een bericht zonder" in bare.content, "of no adapter"
        assert isinstance(await bring(simulator, answer), StufReceipt)
