"""The simulated provider of the demo, which receives pushes and answers over HTTP as any provider would."""

import asyncio
import itertools
from collections import defaultdict
from datetime import date
from typing import Any

import httpx
from fastapi import FastAPI, Request, Response

from gateway.cli.demo.stage import MESSAGE_TIMEOUT_S, DemoError, Timeline
from gateway.exchange.kernel.gateway import Gateway
from gateway.messages.json_form import from_json
from gateway.messages.kinds.start import Wmo306
from gateway.messages.kinds.stop import Wmo308
from gateway.messages.kinds.toewijzing import Wmo302
from gateway.messages.read import read
from gateway.messages.return_message import compose, outcome_of
from gateway.messages.write import write
from gateway.rules.engine import judge
from gateway.standard.xml.parse import parse
from gateway.standard.xsd.schemas import Schemas


class Provider:
    """A provider's system with one address for pushes."""

    def __init__(self, gateway_url: str, code: str) -> None:
        self.code = code
        self.key = ""
        self._arrived: defaultdict[str, asyncio.Queue[bytes]] = defaultdict(asyncio.Queue)
        self._numbers = itertools.count(1)
        self._http = httpx.AsyncClient(base_url=gateway_url, trust_env=False)

    def app(self) -> FastAPI:
        """Return the application that receives pushes, and queues them by kind of message."""
        app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

        @app.post("/")
        async def receive(request: Request) -> Response:
            self._arrived[request.headers["gateway-soort"]].put_nowait(await request.body())
            return Response(status_code=204)

        return app

    async def next_message(self, soort: str, seconds: float) -> bytes:
        """Return the next message of this kind. Raises TimeoutError when none comes within so many seconds."""
        return await asyncio.wait_for(self._arrived[soort].get(), seconds)

    async def send(self, content: bytes) -> httpx.Response:
        """Return the gateway's answer to this message."""
        headers = {"content-type": "application/xml", "authorization": f"Bearer {self.key}"}
        return await self._http.post("/v1/berichten", content=content, headers=headers)

    async def get(self, path: str) -> httpx.Response:
        """Return the gateway's answer to a GET of this path."""
        return await self._http.get(path, headers={"authorization": f"Bearer {self.key}"})

    async def close(self) -> None:
        """Close all connections to the gateway."""
        await self._http.aclose()

    def _identificatie(self) -> str:
        return f"DEMO{next(self._numbers):04d}"

    def compose(self, story: dict[str, Any], nummer: int, today: date, schemas: Schemas) -> bytes:
        """Return the message of a story file, about this assignment, dated today."""
        soort, products_key = (
            ("WMO305", "startProducten") if "startProducten" in story["client"] else ("WMO307", "stopProducten")
        )
        products = [{**each, "toewijzingNummer": nummer} for each in story["client"][products_key]]
        client = {**story["client"], products_key: products}
        return self.write(soort, story["header"], {"client": client}, today, schemas)

    def write(self, soort: str, header: dict[str, Any], body: dict[str, Any], today: date, schemas: Schemas) -> bytes:
        """Return a message of this kind with an Identificatie of its own, dated today."""
        own = {
            "afzender": self.code,
            "berichtIdentificatie": {"identificatie": self._identificatie(), "dagtekening": today.isoformat()},
        }
        return write(from_json(soort, {"header": {**header, **own}, **body}), schemas)

    async def accept_assignment(self, timeline: Timeline, gateway: Gateway) -> None:
        """Receive the next WMO301, check it on levels 1 and 2, and answer that it is agreed. Raises DemoError."""
        message = await self.next_message("WMO301", MESSAGE_TIMEOUT_S)
        document = parse(message)
        if not gateway.schemas.valid(document) or judge(read(document)).findings:
            raise DemoError("De WMO301 die verstuurd is, voldoet niet aan schema en regels.")
        timeline.tell("aanbieder", "ontvangt de WMO301, [green]goed[/] op niveau 1 en 2, en antwoordt", "push")
        answer = await self.send(self.answer(message, gateway.today(), gateway.schemas))
        if not answer.is_success:
            raise DemoError(f"De WMO302 van de aanbieder kwam niet aan: {answer.status_code} {answer.text}")

    def answer(self, content: bytes, today: date, schemas: Schemas) -> bytes:
        """Return the return message that agrees with this message."""
        return write(compose(read(parse(content)), [], self._identificatie(), today, None), schemas)

    @staticmethod
    def codes(content: bytes) -> list[str]:
        """Return the return codes in this return message that name a fault."""
        message = read(parse(content))
        assert isinstance(message, Wmo302 | Wmo306 | Wmo308)
        return [code for _, code in outcome_of(message).codes if code != "0200"]
