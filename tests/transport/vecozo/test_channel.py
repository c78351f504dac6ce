"""One message to VECOZO: what can come back, and what becomes of it. Never an exception."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from gateway.standard.stuf.messages import Envelope
from gateway.standard.vecozo.payloads import MAX_PAYLOAD_BYTES
from gateway.transport.channel import AddressUnfit, Allowed, Letter, Result, VecozoSettings
from gateway.transport.vecozo.channel import FIRST_ASK, Vecozo
from tests.support.exchange.by_vecozo import AT_VECOZO
from tests.support.exchange.chain import envelope
from tests.support.exchange.letters import a_letter
from tests.support.exchange.receiver import Answer, a_receiver, garbage, hang, reset, status

HERE = (ip_network("127.0.0.0/8"),)
SENT = envelope(b"<Bericht/>", "WMO305")


@pytest.fixture
async def vecozo() -> AsyncIterator[Vecozo]:
    async with Vecozo(Allowed(HERE, vecozo=replace(AT_VECOZO, payload="xml"))) as channel:
        yield channel


def letter(address: str, sent: Envelope | None = SENT, attempt: int = 1) -> Letter:
    return replace(a_letter(address), envelope=sent, attempt=attempt)


def answered(code: int, content: Any) -> Answer:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()

    async def answer(writer: Any) -> None:
        writer.write(f"HTTP/1.1 {code} x\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body)

    return answer


def refused(code: str, number: int = 422) -> Answer:
    return answered(number, {"title": "x", "status": number, "errors": {code: ["tekst"]}})


def taken(outcome: str, number: int) -> Result:
    return Result(True, outcome, True, status=number, follow_after=FIRST_ASK)


NOT_KNOWN: Answer = answered(200, [])
KNOWN: Answer = answered(200, [{"berichtstatus": "Ontvangen"}])


@pytest.mark.parametrize(
    ("answers", "attempt", "expected"),
    [
        ([status(204)], 1, taken("204", 204)),
        ([status(200)], 1, Result(False, "200", True, status=200)),
        ([refused("BRS33")], 1, Result(False, "BRS33", True, status=422, final=True)),
        ([refused("berichtMetadata", 400)], 1, Result(False, "400", True, status=400, final=True)),
        ([refused("BRS114")], 1, taken("BRS114", 422)),
        ([refused("traceerId"), KNOWN], 2, taken("422", 422)),
        ([refused("traceerId"), NOT_KNOWN], 2, Result(False, "422", True, status=422, final=True)),
        ([refused("traceerId"), status(404)], 2, Result(False, "422", True, status=422, final=True)),
        (
            [refused("traceerId"), status(429, retry_after="9")],
            2,
            Result(False, "422", True, timedelta(seconds=9), 422),
        ),
        ([status(429, retry_after="7")], 1, Result(False, "429", False, timedelta(seconds=7), 429)),
        ([status(503)], 1, Result(False, "503", False, status=503)),
        ([status(403)], 1, Result(False, "403", False, status=403)),
        ([reset], 1, Result(False, "ReadError", False)),
        ([garbage], 1, Result(False, "RemoteProtocolError", False)),
        ([answered(422, b"x" * 5_000_000)], 1, Result(False, "ValueError", False)),
    ],
)
async def test_only_a_204_or_that_vecozo_has_it_is_a_delivery(
    vecozo: Vecozo, answers: list[Answer], attempt: int, expected: Result
) -> None:
    async with a_receiver(*answers) as receiver:
        assert await vecozo.send(letter(receiver.url, attempt=attempt)) == expected
        assert receiver.requests[0].startswith("POST /iwmo/berichten/rest-push/v1/berichten ")
        assert b"\r\n\r\n<Bericht/>\r\n" in receiver.bodies[0], "the very bytes"
        assert SENT.referentienummer.encode() in receiver.bodies[0]
        assert len(receiver.requests) == len(answers)


async def test_an_attempt_ends(vecozo: Vecozo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.transport.vecozo.rest.MAX_ATTEMPT_S", 0.1)
    async with a_receiver(hang) as receiver:
        assert await vecozo.send(letter(receiver.url)) == Result(False, "TimeoutError", False)


async def test_what_can_never_go_is_given_up_without_an_attempt(vecozo: Vecozo) -> None:
    async with a_receiver(status(204)) as receiver:
        assert await vecozo.send(letter(receiver.url, None)) == Result(False, "geen-referentie", True, final=True)
        large = replace(SENT, content=b"x" * (MAX_PAYLOAD_BYTES + 1))
        assert await vecozo.send(letter(receiver.url, large)) == Result(False, "te-groot", True, final=True)
        async with Vecozo(Allowed(HERE)) as without:
            unset = Result(False, "instellingen-ontbreken", False)
            assert await without.send(letter(receiver.url)) == unset, "they may be set again"
        assert receiver.bodies == []


@pytest.mark.parametrize(
    ("answer", "reached", "said"),
    [
        (answered(200, []), True, "200"),
        (status(429), True, "429"),
        (status(403), False, "403"),
        (answered(200, b"<html>"), False, "onbegrepen"),
    ],
)
async def test_it_is_reached_when_it_shows_its_list(vecozo: Vecozo, answer: Answer, reached: bool, said: str) -> None:
    async with a_receiver(answer) as receiver:
        found = await vecozo.ask(receiver.url)
        assert (found.reached, found.outcome) == (reached, said)
        assert receiver.requests == ["GET /iwmo/berichten/rest-pull/v1/berichten?limit=1 HTTP/1.1"]


@pytest.mark.parametrize(
    ("settings", "lacks"),
    [
        (VecozoSettings(), "GATEWAY_VECOZO_ROL; GATEWAY_VECOZO_BERICHTTYPE; GATEWAY_VECOZO_PAYLOAD"),
        (replace(AT_VECOZO, acties={"WMO305": "x"}), "GATEWAY_VECOZO_ACTIES (voor WMO302, "),
    ],
)
def test_it_cannot_be_chosen_before_the_words_of_vecozo_are_known(settings: VecozoSettings, lacks: str) -> None:
    with pytest.raises(AddressUnfit) as caught:
        Vecozo(Allowed(HERE, vecozo=settings)).check("https://vecozo.example/berichtenservice")
    assert caught.value.code == "vecozo-instellingen-ontbreken"
    assert lacks in caught.value.text


def test_over_tls_it_shows_a_certificate(tmp_path: Path) -> None:
    with pytest.raises(AddressUnfit) as caught:
        Vecozo(Allowed(HERE, vecozo=AT_VECOZO)).check("https://vecozo.example/")
    assert caught.value.code == "vecozo-certificaat-ontbreekt"
    shown = replace(AT_VECOZO, client_file=tmp_path / "vecozo.pem")
    assert Vecozo(Allowed(HERE, vecozo=shown)).check("https://vecozo.example/x") == {"het_adres": "vecozo.example /x  "}
    Vecozo(Allowed(HERE, vecozo=AT_VECOZO)).check("http://127.0.0.1/berichtenservice")
    with pytest.raises(AddressUnfit, match="afleveradres-ontbreekt"):
        Vecozo(Allowed(HERE, vecozo=AT_VECOZO)).check(None)
