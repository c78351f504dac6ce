"""The third act of the demo: a start that signals stacking, and the person who handles it."""

from typing import Any

import httpx

from gateway.cli.demo.policy import MUNICIPALITY, REGION
from gateway.cli.demo.provider import Provider
from gateway.cli.demo.stage import MESSAGE_TIMEOUT_S, PROVIDER_CODE, DemoError, Timeline, ok, sample
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties import accounts
from gateway.exchange.signals.refresh import refresh_signals
from gateway.policy.care.months import last_day

BSN = "999900031"
REPORT_SIGNAL = "NL-811"
HANDLING = {
    "consulent": "C. Proefconsulent",
    "notitie": "Aanbieder gebeld: de gemelde dagen kloppen. 10B01 eindigt zodra dagbesteding het overneemt.",
}


class StackingAct:
    """Two assignments from before the municipality chose a policy, and their starts after it did."""

    def __init__(self, timeline: Timeline, gateway: Gateway, office: httpx.AsyncClient, provider: Provider) -> None:
        self.timeline = timeline
        self.gateway = gateway
        self.office = office
        self.provider = provider
        self.begin = gateway.today()

    async def play(self) -> None:
        """Play all scenes, from assigning without a policy to handling what a start then signals."""
        client = ok(await self.office.post("/v1/clienten", json={**sample("client.json"), "bsn": BSN}))["clientId"]
        day_activities = await self._assign(client, "07A02")
        guidance = await self._assign(client, "10B01")
        await accounts.change_account(self.gateway, MUNICIPALITY, beleid=REGION)
        self.timeline.tell("gemeente", f"kiest daarna het beleid van {REGION}", "gateway accounts change --beleid")
        await self._start("07A02", day_activities)
        await self._start("10B01", guidance)
        await self._handle(client)

    async def _assign(self, client: str, code: str) -> int:
        request = {
            "clientId": client,
            "aanbieder": PROVIDER_CODE,
            "product": {"categorie": code[:2], "code": code},
            "ingangsdatum": self.begin.isoformat(),
            "einddatum": last_day(self.begin, 6).isoformat(),
            "omvang": {"volume": 1, "eenheid": "82", "frequentie": "6"},
        }
        nummer = int(ok(await self.office.post("/v1/toewijzingen", json=request))["toewijzingNummer"])
        self.timeline.tell("gemeente", f"kent {code} toe, nog zonder beleid: toewijzing {nummer}")
        message = await self.provider.next_message("WMO301", MESSAGE_TIMEOUT_S)
        ok(await self.provider.send(self.provider.answer(message, self.gateway.today(), self.gateway.schemas)))
        return nummer

    async def _start(self, code: str, nummer: int) -> None:
        """Report that the care of this assignment began today; the report is approved whatever it signals."""
        story = sample("start.json")
        started = {
            **story["client"]["startProducten"][0],
            "product": {"categorie": code[:2], "code": code},
            "toewijzingIngangsdatum": self.begin.isoformat(),
            "begindatum": self.begin.isoformat(),
        }
        story["client"] |= {"bsn": BSN, "startProducten": [started]}
        content = self.provider.compose(story, nummer, self.gateway.today(), self.gateway.schemas)
        receipt = ok(await self.provider.send(content))
        if receipt["oordeel"] != "goedgekeurd":
            raise DemoError(f"De WMO305 van {code} is niet goedgekeurd: {receipt}")
        await self.provider.next_message("WMO306", MESSAGE_TIMEOUT_S)
        self.timeline.tell(
            "aanbieder", f"meldt de start van {code}: WMO306 [green]goedgekeurd[/]", "POST /v1/berichten"
        )

    async def _handle(self, client: str) -> None:
        """Find the signal on the work list, and handle it with a note. Raises DemoError without one on stacking."""
        await refresh_signals(self.gateway)  # the worker of `gateway serve` does this each minute
        query = {"code": REPORT_SIGNAL, "clientId": client, "status": "open"}
        signals: list[dict[str, Any]] = ok(await self.office.get("/v1/signalen", params=query))["signalen"]
        stacking = next((each for each in signals if "NL-706" in each["tekst"]), None)
        if stacking is None:
            raise DemoError(f"De start van 10B01 geeft geen signaal over stapeling: {signals}")
        self.timeline.tell("gemeente", f"vindt op de werklijst: {stacking['onderwerp']}", "GET /v1/signalen")
        self.timeline.why(f"{stacking['code']}: {stacking['tekst']}")
        self.timeline.why(stacking["raad"])
        handled = ok(await self.office.post(f"/v1/signalen/{stacking['signaalId']}/afhandelen", json=HANDLING))
        if handled["status"] != "afgehandeld":
            raise DemoError(f"Het signaal is niet afgehandeld: {handled}")
        self.timeline.tell(
            "gemeente", f"[green]{handled['status']}[/] door {handled['afgehandeldDoor']}", "POST /v1/signalen"
        )
        self.timeline.why(handled["notitie"])
