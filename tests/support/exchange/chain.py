"""The chain as a party of the tests: it takes envelopes over HTTP, and brings others."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from ipaddress import ip_network
from typing import Any
from uuid import uuid4

import httpx

from gateway.exchange.parties.access import grant_mandate
from gateway.exchange.parties.accounts import add_account
from gateway.standard.channels import ChannelName
from gateway.standard.stuf.messages import Envelope, StufFault, StufMessage, StufParty, StufReceipt, Version
from gateway.standard.stuf.read import read_fault, read_message, read_soap
from gateway.standard.stuf.write import soap_fault, soap_request
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG
from tests.support.exchange.receiver import a_receiver
from tests.support.exchange.workers import until

GGK = "ggk"
Answers = Callable[[Envelope], tuple[int, bytes]]
"""What the chain answers to an envelope: a status and a body."""


def receipt_of(envelope: Envelope, **changes: Any) -> StufReceipt:
    """Return the Bv03 to this envelope."""
    receipt = StufReceipt(
        code="Bv03",
        zender=envelope.ontvanger,
        ontvanger=envelope.zender,
        referentienummer=str(uuid4()),
        tijdstip=datetime.now(UTC).replace(microsecond=0),
        cross_refnummer=envelope.referentienummer,
    )
    return replace(receipt, **changes)


def fault_of(envelope: Envelope, fout: str, **changes: Any) -> StufFault:
    """Return a Fo01 by which VECOZO refuses this envelope."""
    fault = StufFault(
        code="Fo01",
        zender=StufParty("VECOZO", "VECOZOWebservice"),
        ontvanger=envelope.zender,
        referentienummer=str(uuid4()),
        tijdstip=datetime.now(UTC).replace(microsecond=0),
        cross_refnummer=envelope.referentienummer,
        fout=fout,
        plek="client",
        omschrijving="Zie de lijst",
    )
    return replace(fault, **changes)


def confirmed(envelope: Envelope) -> tuple[int, bytes]:
    """Answer with a Bv03."""
    return 200, soap_request(receipt_of(envelope))


def faulted(fout: str, **changes: Any) -> Answers:
    """Return answers with a Fo03."""

    def answer(envelope: Envelope) -> tuple[int, bytes]:
        return 500, soap_fault(fout, at_sender=True, detail=fault_of(envelope, fout, code="Fo03", **changes))

    return answer


@dataclass
class Chain:
    """The chain: the envelopes that it got, and a client by which it brings others."""

    url: str
    http: httpx.AsyncClient
    answers: list[Answers]
    envelopes: list[Envelope] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    async def bring(self, message: StufMessage | bytes) -> StufMessage:
        """Bring this to the gateway, and return what it answered."""
        response = await self.post(message)
        body = read_soap(response.content)
        fault = read_fault(body)
        assert response.status_code == (200 if fault is None else 500)
        assert response.headers["content-type"] == "text/xml; charset=utf-8"
        return fault or read_message(body)

    async def post(self, message: StufMessage | bytes) -> httpx.Response:
        """Bring this, and return the response."""
        data = message if isinstance(message, bytes) else soap_request(message)
        return await self.http.post("/koppelvlakken/ggk", content=data, headers={"content-type": "text/xml"})

    async def has(self, number: int) -> None:
        """Wait until this many envelopes came."""

        async def came() -> bool:
            return len(self.envelopes) >= number

        await until(came)


def envelope(content: bytes, functie: str, **changes: Any) -> Envelope:
    """Return a Di01 of ZORG for Venlo."""
    made = Envelope(
        code="Di01",
        zender=StufParty(ZORG, "ECD Zorg"),
        ontvanger=StufParty(VENLO, "GGk"),
        referentienummer=str(uuid4()),
        tijdstip=datetime.now(UTC).replace(microsecond=0),
        functie=functie,
        applicatie_versie=Version(major=1, minor=0),
        functie_versie=Version(major=3, minor=2),
        content=content,
    )
    return replace(made, **changes)


@asynccontextmanager
async def a_chain(api: Api, *answers: Answers, kanaal: ChannelName = "ggk") -> AsyncIterator[Chain]:
    """Yield a chain through which ZORG gets its messages, and by which it sends its own.

    It answers each envelope by the next of `answers`; the last one holds for all that follow.
    """
    key = await add_account(api.gateway, Organisatie(GGK, "intermediair", "Gegevensknooppunt"))
    kinds = ("WMO302", "WMO305", "WMO307")
    await grant_mandate(api.gateway, GGK, ZORG, kinds, date(2024, 1, 1), None)
    delivery = replace(
        api.gateway.delivery,
        private_networks=(ip_network("127.0.0.0/8"),),
        chain=replace(api.gateway.delivery.chain, dai_service="urn:voorbeeld"),
    )
    api.app.state.gateway = replace(api.gateway, delivery=delivery)
    chain: Chain | None = None

    async def answer(writer: asyncio.StreamWriter) -> None:
        assert chain is not None
        message = read_message(read_soap(receiver.bodies[-1]))
        assert isinstance(message, Envelope)
        chain.envelopes.append(message)
        chain.headers.append(receiver.headers[-1])
        reply = chain.answers.pop(0) if len(chain.answers) > 1 else chain.answers[0]
        status, body = reply(message)
        writer.write(f"HTTP/1.1 {status} x\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body)

    async with a_receiver(answer) as receiver, api.http(key) as http:
        chain = Chain(receiver.url, http, list(answers or (confirmed,)))
        async with api.gateway.db.transaction() as tx:
            zorg = Organisatie(ZORG, "aanbieder", "Zorg aan de Maas", receiver.url, kanaal=kanaal)
            await organisaties.save(tx, zorg)
        yield chain
