"""`gateway demo`: the whole way of a message, played over real HTTP with a database of its own."""

import asyncio
import contextlib
import json
import socket
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from rich.console import Console

from gateway.app import create_app
from gateway.cli.demo_provider import Provider
from gateway.exchange.accounts import add
from gateway.exchange.context import Gateway
from gateway.exchange.worker import run_worker
from gateway.settings import Settings
from gateway.standard.resources import bundled
from gateway.store.organisaties import Organisatie

GEMEENTE = Organisatie("0983", "gemeente", "Venlo")
AANBIEDER = "01234567"
PATIENCE = 10.0
"""Seconds to wait for a message to arrive."""


class DemoError(Exception):
    """The story took another turn than it should; the text says where."""


@dataclass(slots=True)
class Timeline:
    """Prints one line for everything that happens, with the milliseconds since the start."""

    console: Console
    begin: float = field(default_factory=time.perf_counter)

    def tell(self, who: str, what: str, detail: str = "") -> None:
        """One line of the story."""
        stamp = f"{(time.perf_counter() - self.begin) * 1000:6.0f} ms"
        tail = f"  [dim]{detail}[/]" if detail else ""
        self.console.print(f"[dim]{stamp}[/]  [bold cyan]{who:<10}[/] {what}{tail}", soft_wrap=True)

    def why(self, text: str) -> None:
        """The reason below a line."""
        self.console.print(f"{'':22}[yellow]{text}[/]", soft_wrap=True)


@contextlib.asynccontextmanager
async def _serving(app: FastAPI, port: socket.socket) -> AsyncIterator[None]:
    """The application answers on this socket until the block ends."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on", access_log=False))
    running = asyncio.create_task(server.serve(sockets=[port]))
    try:
        while not server.started:
            if running.done():
                await running
                raise DemoError("De server is niet gestart.")
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await running


def _socket() -> socket.socket:
    port = socket.socket()
    port.bind(("127.0.0.1", 0))
    return port


def _url(port: socket.socket) -> str:
    return f"http://127.0.0.1:{port.getsockname()[1]}"


def demo(console: Console | None = None) -> None:
    """The story of samples/story has been played and told. Raises DemoError when it went otherwise."""
    console = console or Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="gateway-demo-") as folder:
        asyncio.run(_play(Timeline(console), Path(folder)))


async def _play(timeline: Timeline, folder: Path) -> None:
    port, provider_port = _socket(), _socket()
    app = create_app(Settings(data_dir=folder, database_url=None, push_private=(ip_network("127.0.0.0/8"),)))
    provider = Provider(_url(port), AANBIEDER)
    async with _serving(app, port), _serving(provider.app(), provider_port):
        gateway: Gateway = app.state.gateway
        timeline.tell("gateway", "database gestart en bijgewerkt, API en worker draaien", _url(port))
        key = await add(gateway, GEMEENTE)
        partij = Organisatie(AANBIEDER, "aanbieder", "Zorggroep De Peel (fictief)", _url(provider_port), kanaal="push")
        provider.key = await add(gateway, partij)
        stop = asyncio.Event()
        worker = asyncio.create_task(run_worker(gateway, stop.is_set, pause=0.05))
        try:
            headers = {"authorization": f"Bearer {key}"}
            async with httpx.AsyncClient(base_url=_url(port), headers=headers, trust_env=False) as office:
                await Story(timeline, gateway, office, provider).play()
        finally:
            stop.set()
            await worker
            await provider.close()


def _sample(name: str) -> Any:
    return json.loads((bundled("samples") / "story" / name).read_text("utf-8"))


class Story:
    """An indication for guidance, its start, a pause, its end, and one mistake."""

    def __init__(self, timeline: Timeline, gateway: Gateway, office: httpx.AsyncClient, provider: Provider) -> None:
        self.timeline = timeline
        self.gateway = gateway
        self.office = office
        self.provider = provider

    async def play(self) -> None:
        """All acts, in order."""
        nummer = await self._assign()
        await self._answer_assignment()
        await self._report("start.json", nummer, "WMO305: de zorg is begonnen")
        await self._mistake(nummer)
        await self._report("stop-tijdelijk.json", nummer, "WMO307: tijdelijk gestopt (reden 20)")
        await self._report("stop-definitief.json", nummer, "WMO307: definitief gestopt (reden 19)")
        await self._mailbox()
        self.timeline.tell("gateway", "[green]verhaal rond[/]: niets kwijt, niets dubbel")

    async def _assign(self) -> int:
        client = _ok(await self.office.post("/v1/clienten", json=_sample("client.json")))
        self.timeline.tell("gemeente", "schrijft een cliënt in", "POST /v1/clienten")
        vraag = {**_sample("toewijzing.json"), "client": client["id"], "aanbieder": AANBIEDER}
        toewijzing = _ok(await self.office.post("/v1/toewijzingen", json=vraag))
        nummer = int(toewijzing["toewijzingNummer"])
        code = vraag["product"]["code"]
        self.timeline.tell(
            "gemeente", f"kent {code} toe: toewijzing {nummer}, WMO301 staat klaar", "POST /v1/toewijzingen"
        )
        return nummer

    async def _answer_assignment(self) -> None:
        bericht = await self.provider.next_message("WMO301", PATIENCE)
        self.timeline.tell("aanbieder", "ontvangt de WMO301", f"push, {len(bericht):,} bytes".replace(",", "."))
        _ok(await self.provider.send(self.provider.answer(bericht, self.gateway.today(), self.gateway.schemas)))
        self.timeline.tell("aanbieder", "antwoordt met een WMO302: akkoord", "POST /v1/berichten")

    async def _report(self, sample: str, nummer: int, what: str) -> None:
        receipt = await self._send(sample, nummer, what)
        if receipt["oordeel"] != "goedgekeurd":
            raise DemoError(f"{what}: {receipt}")
        soort = "WMO306" if receipt["soort"] == "WMO305" else "WMO308"
        await self.provider.next_message(soort, PATIENCE)
        self.timeline.tell("aanbieder", f"ontvangt de {soort}: [green]goedgekeurd[/]", "push")

    async def _mistake(self, nummer: int) -> None:
        receipt = await self._send(
            "start-fout.json", nummer + 1000, f"WMO305 op toewijzing {nummer + 1000}, een tikfout"
        )
        antwoord = await self.provider.next_message("WMO306", PATIENCE)
        codes = self.provider.codes(antwoord)
        self.timeline.tell("aanbieder", f"ontvangt de WMO306: [red]afgekeurd[/], retourcode {', '.join(codes)}", "push")
        rapport = _ok(await self.provider.get(f"/v1/berichten/{receipt['id']}/rapport"))
        for bevinding in rapport["bevindingen"]:
            self.timeline.why(f"{bevinding['code']}: {bevinding['text']}")
            self.timeline.why(bevinding["remedy"])
        if receipt["oordeel"] != "afgekeurd":
            raise DemoError(f"De foute WMO305 is niet afgekeurd: {receipt}")

    async def _send(self, sample: str, nummer: int, what: str) -> dict[str, Any]:
        inhoud = self.provider.compose(_sample(sample), nummer, self.gateway.today(), self.gateway.schemas)
        receipt = _ok(await self.provider.send(inhoud))
        self.timeline.tell("aanbieder", f"stuurt {what}", "POST /v1/berichten")
        return receipt

    async def _mailbox(self) -> None:
        postvak = _ok(await self.office.get("/v1/postvak"))["berichten"]
        soorten = ", ".join(each["soort"] for each in postvak)
        self.timeline.tell("gemeente", f"haalt {len(postvak)} berichten uit het postvak: {soorten}", "GET /v1/postvak")
        for each in postvak:
            (await self.office.post(f"/v1/postvak/{each['berichtId']}/ontvangen")).raise_for_status()


def _ok(response: httpx.Response) -> dict[str, Any]:
    if not response.is_success:
        raise DemoError(f"{response.request.url.path} antwoordde {response.status_code}: {response.text}")
    answer: dict[str, Any] = response.json()
    return answer
