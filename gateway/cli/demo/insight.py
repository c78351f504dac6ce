"""The last act of the demo: what the municipality may report on all of it."""

from typing import Any

import httpx
from rich.table import Table
from rich.text import Text

from gateway.cli.demo.stage import DemoError, Timeline, ok
from gateway.exchange.kernel.gateway import Gateway


class InsightAct:
    """The indicators of the year so far, as a table."""

    def __init__(self, timeline: Timeline, gateway: Gateway, office: httpx.AsyncClient) -> None:
        self.timeline = timeline
        self.gateway = gateway
        self.office = office

    async def play(self) -> None:
        """Ask for the indicators and print them. Raises DemoError when there are none."""
        query: dict[str, str | int] = {"jaar": self.gateway.today().year, "niveau": "gemeente"}
        found = ok(await self.office.get("/v1/indicatoren", params=query))["cijfers"]
        if not found:
            raise DemoError("Er zijn geen indicatoren, al is er zorg toegewezen.")
        self.timeline.tell("gemeente", "vraagt haar indicatoren van dit jaar op", "GET /v1/indicatoren")
        table = Table("indicator", "segment", "telling", "streefwaarde", box=None)
        for each in found:
            table.add_row(*map(Text, (each["naam"], each["segment"] or "", _count(each), _target(each))))
        self.timeline.console.print(table)


def _count(figure: dict[str, Any]) -> str:
    share = "" if figure["percentage"] is None else f" ({figure['percentage']} %)".replace(".", ",")
    return f"{figure['teller']} van {figure['noemer']}{share}"


def _target(figure: dict[str, Any]) -> str:
    target = figure["streefwaarde"] or {}
    return next((f"{key} {target[key]} %" for key in ("minstens", "hoogstens") if target.get(key) is not None), "")
