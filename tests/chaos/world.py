"""Users of the gateway while things go wrong: back offices and providers that ask again until they are answered."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx

from gateway.messages.read import read
from gateway.messages.return_message import compose
from gateway.messages.write import serialise
from gateway.standard.xml.parse import parse
from gateway.store.db.database import Database
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.chaos.processes import Child
from tests.support.api.parties import ASSIGNMENT, CLIENT, VENLO, ZORG, enrol, start, stop
from tests.support.exchange.receiver import Receiver, a_receiver, status
from tests.support.messages.persons import bsns
from tests.support.store.key_ring import vault

MAX_WAIT_S = 60.0
"""Within which a repeated request has to succeed."""


@dataclass
class Parties:
    """The municipality and the provider: their keys, and the messages that were pushed to them."""

    keys: dict[str, str]
    receivers: dict[str, Receiver]

    async def got(self, bericht: str) -> bytes:
        """Wait until the message was pushed to the provider; return its bytes."""
        zorg = self.receivers[ZORG]
        async with asyncio.timeout(MAX_WAIT_S):
            while True:
                for body, headers in zip(zorg.bodies, zorg.headers, strict=True):
                    if headers["gateway-bericht"] == bericht:
                        return body
                await asyncio.sleep(0.05)


@asynccontextmanager
async def the_parties(db: Database) -> AsyncIterator[Parties]:
    """Enrol both parties, with a receiver for their pushes that listens while the block lasts."""
    keys = await enrol(db)
    async with a_receiver(status(200)) as venlo, a_receiver(status(200)) as zorg:
        async with db.transaction() as tx:
            for code, soort, receiver in ((VENLO, "gemeente", venlo), (ZORG, "aanbieder", zorg)):
                await organisaties.save(tx, Organisatie(code, soort, "x", receiver.url, kanaal="push"))  # type: ignore[arg-type]
        yield Parties(keys, {VENLO: venlo, ZORG: zorg})


@dataclass
class Doer:
    """A caller that asks one gateway or another, with the same bytes until the answer says it was done."""

    parties: Parties
    urls: Callable[[], str]
    """Returns the gateway to ask this time."""
    http: httpx.AsyncClient
    retries: int = 0

    async def ask(self, who: str, method: str, path: str, **content: Any) -> dict[str, Any]:
        """Repeat the request until it succeeds; return the answer."""
        headers = {"authorization": f"Bearer {self.parties.keys[who]}", **content.pop("headers", {})}
        async with asyncio.timeout(MAX_WAIT_S):
            while True:
                try:
                    response = await self.http.request(method, self.urls() + path, headers=headers, **content)
                except httpx.TransportError:
                    response = None
                if response is not None and response.status_code < 300:
                    found: dict[str, Any] = response.json()
                    return found
                assert response is None or response.status_code == 503, f"{response.status_code} {response.text}"
                self.retries += 1
                await asyncio.sleep(0.05)

    async def send(self, who: str, data: bytes) -> dict[str, Any]:
        return await self.ask(who, "POST", "/v1/berichten", content=data, headers={"content-type": "application/xml"})


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


async def open_cases(doer: Doer, number: int) -> list[Case]:
    """Register this many clients, each the start of a case."""
    made: list[Case] = []
    for place, bsn in enumerate(bsns(number)):
        body = await doer.ask(VENLO, "POST", "/v1/clienten", json={**CLIENT, "bsn": bsn})
        made.append(Case(bsn, body["clientId"], f"C{place}"))
    return made


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


async def until_delivered(db: Database, seconds: float = MAX_WAIT_S) -> None:
    """Wait until no delivery waits."""
    async with asyncio.timeout(seconds):
        while True:
            async with db.reading() as tx:
                if not await tx.fetchval("select count(*) from leveringen where staat = 'wachtend'"):
                    return
            await asyncio.sleep(0.02)


async def a_database(dsn: str) -> Database:
    """Return a pool on this database, without a tap."""
    return await Database.connect(dsn, vault=vault())


def steps_done(cases: Sequence[Case]) -> dict[str, int]:
    """Return how often each step was acknowledged."""
    return {step: sum(each.done > place for each in cases) for place, step in enumerate(STEPS)}
