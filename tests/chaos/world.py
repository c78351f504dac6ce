"""Users of the gateway while things go wrong: back offices and providers that ask again until they are answered."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

import httpx

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties.access import grant_mandate
from gateway.exchange.parties.accounts import add_account
from gateway.messages.read import read
from gateway.messages.return_message import compose
from gateway.messages.write import serialise
from gateway.standard.stuf.messages import Envelope
from gateway.standard.stuf.read import read_message, read_soap
from gateway.standard.stuf.write import soap_request
from gateway.standard.xml.parse import parse
from gateway.store.db.database import Database
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.chaos.processes import Child
from tests.support.api.parties import ASSIGNMENT, CLIENT, VENLO, ZORG, enrol, start, stop
from tests.support.exchange.chain import GGK, envelope, receipt_of
from tests.support.exchange.receiver import Answer, Receiver, a_receiver, status
from tests.support.messages.messages import schemas
from tests.support.messages.persons import bsns
from tests.support.store.key_ring import vault

MAX_REFUSALS = 1000
"""Times that a gateway may answer "not now" before it does what it is asked; while it is away it answers nothing."""
MAX_ATTEMPTS = 1000
"""Attempts within which a message has to arrive."""


@dataclass
class Parties:
    """The municipality and the provider: their keys, and the messages that were pushed to them."""

    keys: dict[str, str]
    receivers: dict[str, Receiver]
    chain: Database | None = None
    """Where envelopes can be looked up, when the provider is reached through the GGK; None: it is by push."""

    def good(self, code: str) -> Answer:
        """Return the answer of this party that takes a message."""
        if self.chain is None or code != ZORG:
            return status(200)

        async def confirm(writer: asyncio.StreamWriter, reference: str) -> None:
            body = soap_request(receipt_of(envelope(b"x", "WMO301", referentienummer=reference)))
            writer.write(b"HTTP/1.1 200 x\r\ncontent-length: %d\r\n\r\n" % len(body) + body)

        return self._opened(confirm)

    def bad(self, code: str, answer: Answer) -> Answer:
        """Return this answer of the party, which takes no message."""
        return answer if self.chain is None or code != ZORG else self._opened(lambda writer, _: answer(writer))

    def _opened(self, answer: Callable[[asyncio.StreamWriter, str], Awaitable[None]]) -> Answer:
        """Return an answer that first notes which message lay in the envelope, as a push would say."""
        assert self.chain is not None
        db, receiver = self.chain, self.receivers[ZORG]

        async def open_and_answer(writer: asyncio.StreamWriter) -> None:
            headers, place = receiver.headers[-1], len(receiver.bodies) - 1
            found = read_message(read_soap(receiver.bodies[place]))
            assert isinstance(found, Envelope)
            async with db.reading() as tx:
                headers["gateway-bericht"] = str(
                    await tx.fetchval(
                        "select l.bericht_id from enveloppen_uit e join leveringen l"
                        " on l.gemeente = e.gemeente and l.id = e.levering_id where e.referentie::text = $1",
                        found.referentienummer,
                    )
                )
            receiver.bodies[place] = found.content
            await answer(writer, found.referentienummer)

        return open_and_answer

    async def got(self, bericht: str) -> bytes:
        """Wait until the message was pushed to the provider; return its bytes."""
        zorg = self.receivers[ZORG]
        while True:
            for body, headers in zip(zorg.bodies, zorg.headers, strict=True):
                if headers.get("gateway-bericht") == bericht:
                    return body
            await asyncio.sleep(0.05)


@asynccontextmanager
async def the_parties(db: Database, *, through_ggk: bool = False) -> AsyncIterator[Parties]:
    """Enrol both parties, with a receiver for their messages that listens while the block lasts.

    `through_ggk`: the provider is reached through the chain, and its messages come out of that.
    """
    keys = await enrol(db)
    async with a_receiver(status(200)) as venlo, a_receiver(status(200)) as zorg:
        async with db.transaction() as tx:
            for code, soort, receiver in ((VENLO, "gemeente", venlo), (ZORG, "aanbieder", zorg)):
                kanaal = "ggk" if through_ggk and code == ZORG else "push"
                await organisaties.save(tx, Organisatie(code, soort, "x", receiver.url, kanaal=kanaal))  # type: ignore[arg-type]
        parties = Parties(keys, {VENLO: venlo, ZORG: zorg}, db if through_ggk else None)
        if through_ggk:
            gateway = Gateway(db, schemas())
            keys[GGK] = await add_account(gateway, Organisatie(GGK, "intermediair", "Gegevensknooppunt"))
            kinds = ("WMO302", "WMO305", "WMO307", "WMO315", "WMO317", "WMO320", "WMO323")
            await grant_mandate(gateway, GGK, ZORG, kinds, date(2024, 1, 1), None)
            zorg.answers[:] = [parties.good(ZORG)]
        yield parties


@dataclass
class Doer:
    """A caller that asks one gateway or another, with the same bytes until the answer says it was done."""

    parties: Parties
    urls: Callable[[], str]
    """Returns the gateway to ask this time."""
    http: httpx.AsyncClient
    retries: int = 0
    _references: dict[bytes, str] = field(default_factory=dict)
    """Of each envelope that was brought, by the message in it."""

    async def ask(self, who: str, method: str, path: str, **content: Any) -> dict[str, Any]:
        """Repeat the request until it succeeds; return the answer."""
        headers = {"authorization": f"Bearer {self.parties.keys[who]}", **content.pop("headers", {})}
        found: dict[str, Any] = (await self._repeat(method, path, headers=headers, **content)).json()
        return found

    async def _repeat(self, method: str, path: str, **content: Any) -> httpx.Response:
        """Ask the same until it is done."""
        refusals = 0
        while refusals < MAX_REFUSALS:
            try:
                response = await self.http.request(method, self.urls() + path, **content)
            except httpx.TransportError:
                pass
            else:
                if response.status_code < 300:
                    return response
                assert response.status_code == 503, f"{response.status_code} {response.text}"
                refusals += 1
            self.retries += 1
            await asyncio.sleep(0.05)
        raise AssertionError(f"{method} {path} was refused {refusals} times")

    async def send(self, who: str, data: bytes) -> dict[str, Any]:
        """Send the message until it is taken, and return its receipt."""
        if self.parties.chain is not None:
            return await self._bring(data)
        return await self.ask(who, "POST", "/v1/berichten", content=data, headers={"content-type": "application/xml"})

    async def _bring(self, data: bytes) -> dict[str, Any]:
        """Bring the message as the chain does, until it is confirmed; return what a receipt would say."""
        message: Any = read(parse(data))
        kind, header = message.soort, message.header
        code = {"code": "Du01", "cross_refnummer": str(uuid4())} if kind.is_answer else {}
        reference = self._references.setdefault(data, str(uuid4()))
        soap = soap_request(envelope(data, kind.name, referentienummer=reference, **code))
        headers = {"authorization": f"Bearer {self.parties.keys[GGK]}", "content-type": "text/xml"}
        await self._repeat("POST", "/koppelvlakken/ggk", content=soap, headers=headers)
        name = getattr(header, "identificatie_retour", None) or header.bericht_identificatie.identificatie
        found = await self.ask(VENLO, "GET", "/v1/berichten", params={"soort": kind.name, "identificatie": name})
        [entry] = found["berichten"]
        return {"berichtId": entry["berichtId"], "oordeel": entry["oordeel"]}


STEPS = ("issue", "answer", "start", "change", "stop")
"""Steps of a case, in order."""


@dataclass
class Case:
    """One client and one assignment, from the first message to the last."""

    bsn: str
    client: str
    name: str
    done: int = 0
    """Number of acknowledged steps."""
    nummer: int = 0
    messages: dict[str, str] = field(default_factory=dict)
    """By step the id of the message that was acknowledged."""

    @property
    def step(self) -> str:
        """The next step."""
        return STEPS[self.done]

    @property
    def over(self) -> bool:
        return self.done == len(STEPS)

    async def go_on(self, doer: Doer) -> None:
        """Take the next step twice, and assert that both answers are the same."""
        step = self.step
        first = await self._do(step, doer)
        assert await self._do(step, doer) == first, "a repeated request gets the first answer"
        self.messages[step] = first["berichtId"]
        if step == "issue":
            self.nummer = first["toewijzingNummer"]
        elif step != "change":
            assert first["oordeel"] == "goedgekeurd", first
        self.done += 1

    async def _do(self, step: str, doer: Doer) -> dict[str, Any]:
        headers = {"idempotency-key": f"{self.name}-{step}"}
        if step == "issue":
            request = {**ASSIGNMENT, "clientId": self.client}
            return await doer.ask(VENLO, "POST", "/v1/toewijzingen", json=request, headers=headers)
        if step == "change":
            path = f"/v1/toewijzingen/{VENLO}/{self.nummer}"
            return await doer.ask(VENLO, "PATCH", path, json={"einddatum": "2024-11-30"}, headers=headers)
        if step == "answer":
            forward: Any = read(parse(await doer.parties.got(self.messages["issue"])))
            return await doer.send(ZORG, serialise(compose(forward, [], f"{self.name}R", date(2024, 3, 1), None)))
        made = (start if step == "start" else stop)(self.nummer, f"{self.name}{step[2]}", bsn=self.bsn)
        return await doer.send(ZORG, serialise(made))


async def open_cases(doer: Doer, number: int, known: int = 0) -> list[Case]:
    """Register this many clients after those that are known, each the start of a case."""
    new = list(enumerate(bsns(known + number)))[known:]
    return [await open_case(doer, bsn, f"C{place}") for place, bsn in new]


async def open_case(doer: Doer, bsn: str, name: str) -> Case:
    """Register this client, the start of a case."""
    return Case(bsn, await register(doer, bsn), name)


async def register(doer: Doer, bsn: str) -> str:
    """Register this client; return the id."""
    body = await doer.ask(VENLO, "POST", "/v1/clienten", json={**CLIENT, "bsn": bsn})
    return str(body["clientId"])


async def keep_going(*children: Child) -> None:
    """Start each process again when it dies, as a service manager would."""
    while True:
        for each in children:
            if not each.alive:
                each.start()
        await asyncio.sleep(0.02)


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run the work while the block lasts."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until_delivered(db: Database) -> None:
    """Wait until no delivery waits. Fail when one is attempted time and again."""
    attempts: int | None = 0
    while attempts is not None:
        async with db.reading() as tx:
            attempts = await tx.fetchval("select max(pogingen) from leveringen where staat = 'wachtend'")
        assert attempts is None or attempts < MAX_ATTEMPTS
        await asyncio.sleep(0.02)


async def a_database(dsn: str) -> Database:
    """Return a pool on this database, without a tap."""
    return await Database.connect(dsn, vault=vault())


def steps_done(cases: Sequence[Case]) -> dict[str, int]:
    """Return how often each step was acknowledged."""
    return {step: sum(each.done > place for each in cases) for place, step in enumerate(STEPS)}
