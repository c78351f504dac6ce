"""`gateway demo`: the story of an assignment, over real HTTP with a temporary database."""

import asyncio
import tempfile
from ipaddress import ip_network
from pathlib import Path

import httpx
from rich.console import Console

from gateway.app import create_app
from gateway.cli.demo.chain import ChainAct
from gateway.cli.demo.claims import ClaimAct
from gateway.cli.demo.console import keep_open
from gateway.cli.demo.decisions import DecisionAct
from gateway.cli.demo.insight import InsightAct
from gateway.cli.demo.message import MessageAct
from gateway.cli.demo.policy import PolicyAct
from gateway.cli.demo.provider import Provider
from gateway.cli.demo.stacking import StackingAct
from gateway.cli.demo.stage import PROVIDER_CODE, Timeline
from gateway.exchange.delivery.worker import run_worker
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties.accounts import add_account
from gateway.settings import Settings
from gateway.simulator.serving import bind_port, serving, url_of
from gateway.store.parties.organisaties import Organisatie

MUNICIPALITY = Organisatie("0983", "gemeente", "Venlo")


def demo(console: Console | None = None, *, keep: bool = False) -> None:
    """Play the story of samples/story and print it; `keep`: leave the console open on it, until Ctrl+C.

    Raises DemoError when the story takes another turn.
    """
    console = console or Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="gateway-demo-") as folder:
        asyncio.run(_play(Timeline(console), Path(folder), keep=keep))


async def _play(timeline: Timeline, folder: Path, *, keep: bool) -> None:
    port, provider_port = bind_port(), bind_port()
    app = create_app(Settings(data_dir=folder, database_url=None, push_private=(ip_network("127.0.0.0/8"),)))
    provider = Provider(url_of(port), PROVIDER_CODE)
    async with serving(app, port), serving(provider.app(), provider_port):
        gateway: Gateway = app.state.gateway
        timeline.tell("gateway", "database gestart en bijgewerkt, API en worker draaien", url_of(port))
        key = await add_account(gateway, MUNICIPALITY)
        partij = Organisatie(
            PROVIDER_CODE, "aanbieder", "Zorggroep De Peel (fictief)", url_of(provider_port), kanaal="push"
        )
        provider.key = await add_account(gateway, partij)
        stop = asyncio.Event()
        worker = asyncio.create_task(run_worker(gateway, stop.is_set, pause=0.05))
        try:
            headers = {"authorization": f"Bearer {key}"}
            async with httpx.AsyncClient(base_url=url_of(port), headers=headers, trust_env=False) as office:
                await MessageAct(timeline, gateway, office, provider).play()
                await ClaimAct(timeline, gateway, office, provider).play()
                await StackingAct(timeline, gateway, office, provider).play()
                await PolicyAct(timeline, gateway, office, provider).play()
                await DecisionAct(timeline, gateway, office, provider).play()
                await InsightAct(timeline, gateway, office).play()
                await ChainAct(timeline, gateway, office).play()
                timeline.tell("gateway", "[green]verhaal rond[/]: niets kwijt, niets dubbel")
            if keep:
                await keep_open(timeline, gateway, url_of(port))
        finally:
            stop.set()
            await worker
            await provider.close()
