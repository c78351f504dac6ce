"""The simulated GGK over real HTTP: takes each message once, brings it, and says what is wrong by the rules."""

import logging
from dataclasses import replace

import httpx
import pytest

from gateway.messages.kinds.start import Wmo306
from gateway.simulator.mishaps import Storing
from gateway.standard.stuf.messages import Envelope, StufFault, StufReceipt
from gateway.standard.stuf.write import soap_request
from tests.support.api.parties import VENLO, ZORG, start
from tests.support.exchange.chain import envelope, fault_of
from tests.support.exchange.receiver import a_receiver, status
from tests.support.exchange.simulated import PARTIES, a_scenario, a_simulator, bring, calm, course
from tests.support.messages.messages import xml


def sent(identificatie: str = "S1") -> Envelope:
    return envelope(xml(start(1, identificatie)), "WMO305")


async def test_a_start_and_its_answer_and_the_same_again() -> None:
    async with a_simulator(a_scenario()) as simulator:
        message = sent()
        first = await bring(simulator, message)
        assert isinstance(first, StufReceipt)
        assert (first.code, first.cross_refnummer, first.zender) == (
            "Bv03",
            message.referentienummer,
            message.ontvanger,
        )
        assert await bring(simulator, message) == first
        other = await bring(simulator, replace(message, content=sent("S2").content))
        assert isinstance(other, StufFault)
        assert other.fout == "StUF016"
        await calm(simulator)
        assert sorted(course(simulator, message.referentienummer)) == ["aangenomen", "bezorgd", "opnieuw ontvangen"]
        assert [type(each) for each in simulator.software[ZORG].got] == [Wmo306]


async def test_the_log_of_the_process_around_it_stays_its_own() -> None:
    async with a_simulator(a_scenario()):
        theirs = logging.getLogger("uvicorn")
        assert (theirs.handlers, theirs.propagate) == ([], True)


@pytest.mark.parametrize(
    ("fault", "expected", "brought"),
    [
        ({"wat": "onbereikbaar"}, ["onbereikbaar"], 0),
        ({"wat": "druk"}, ["druk"], 0),
        ({"wat": "antwoord-kwijt"}, ["aangenomen", "antwoord-kwijt", "bezorgd"], 1),
        ({"wat": "fout", "code": "StUF046"}, ["geweigerd StUF046"], 0),
        ({"wat": "fout", "code": "IB013"}, ["aangenomen", "Fo01 IB013", "Fo01 bezorgd IB013"], 0),
        ({"wat": "stilstand"}, ["aangenomen", "Fo01 IB023", "Fo01 bezorgd IB023"], 0),
        ({"wat": "verlies"}, ["aangenomen", "verlies"], 0),
        ({"wat": "vertraging", "seconden": 0.01}, ["aangenomen", "vertraging", "bezorgd"], 1),
        ({"wat": "dubbel"}, ["aangenomen", "bezorgd", "dubbel", "bezorgd"], 1),
        ({"wat": "omwisseling", "seconden": 0.01}, ["aangenomen", "omwisseling", "bezorgd"], 1),
    ],
)
async def test_each_fault_does_what_it_says(fault: dict[str, object], expected: list[str], brought: int) -> None:
    async with a_simulator(a_scenario(storingen=({**fault, "van": ZORG},))) as simulator:
        message = sent()
        answer = await bring(simulator, message)
        await calm(simulator)
        assert course(simulator, message.referentienummer) == expected
        assert len(simulator.software[VENLO].got) == brought
        taken = {"aangenomen"} & set(expected) and "antwoord-kwijt" not in expected
        assert isinstance(answer, StufReceipt) == bool(taken)
        faults = [each.fout for each in simulator.software[ZORG].faults]
        assert faults == [each.split()[1] for each in expected if each.startswith("Fo01 I")]


async def test_messages_that_are_swapped_come_in_another_order() -> None:
    swap = Storing.model_validate({"wat": "omwisseling", "keer": 1, "seconden": 30})
    async with a_simulator(a_scenario(storingen=(swap,))) as simulator:
        for each in ("S1", "S2"):
            await bring(simulator, sent(each))
        await calm(simulator)
        got = [each.header.bericht_identificatie.identificatie for each in simulator.software[VENLO].got]
        assert got == ["S2", "S1"]


async def test_a_receiver_that_is_away_gets_it_again_and_then_the_sender_is_told() -> None:
    async with a_receiver(status(503)) as away:
        parties = {**PARTIES, VENLO: {"adres": away.url, "sleutel": "gw_geheim"}}
        async with a_simulator(a_scenario(partijen=parties)) as simulator:
            message = sent()
            await bring(simulator, message)
            await calm(simulator)
            assert [each["authorization"] for each in away.headers] == ["bearer gw_geheim"] * 3
            assert set(away.bodies) == {soap_request(message)}, "unchanged each time"
            assert course(simulator, message.referentienummer)[-2:] == ["Fo01 StUF058", "Fo01 bezorgd StUF058"]


async def test_a_fault_of_a_receiver_goes_back_to_the_sender() -> None:
    async with a_simulator(a_scenario()) as simulator:
        message = sent()
        await bring(simulator, message)
        fault = replace(fault_of(message, "StUF055"), zender=message.ontvanger)
        assert isinstance(await bring(simulator, fault), StufReceipt)
        await calm(simulator)
        assert [each.fout for each in simulator.software[ZORG].faults] == ["StUF055"]


async def test_what_is_no_message_and_who_is_not_played() -> None:
    async with a_simulator(a_scenario()) as simulator, httpx.AsyncClient(base_url=simulator.url) as http:
        assert (await http.post("/ggk", content=b"<a/>")).status_code == 500
        assert (await http.post("/partijen/99999999", content=b"")).status_code == 404


async def test_what_is_under_way_is_known_until_it_arrived() -> None:
    slow = Storing.model_validate({"wat": "vertraging", "seconden": 0.2, "van": ZORG})
    async with a_simulator(a_scenario(storingen=(slow,))) as simulator:
        message = sent()
        await bring(simulator, message)
        assert simulator.exchange.under_way == {message.referentienummer: message}
        await calm(simulator)
        assert simulator.exchange.under_way == {}
