"""The fourth act of the demo: a municipality with a regional policy issues, is blocked, overrides and changes."""

from datetime import date, timedelta
from typing import Any

import httpx

from gateway.cli.demo.provider import Provider
from gateway.cli.demo.stage import PROVIDER_CODE, DemoError, Timeline, ok, sample
from gateway.exchange.kernel.gateway import Gateway
from gateway.policy.care.months import last_day

REGION = "noord-limburg"
BSN = "999900018"
MUNICIPALITY = "0983"
OVERRULE = {
    "consulent": "C. Proefconsulent",
    "reden": "Dagbesteding helpt hier het 1B-doel halen, in overleg met de aanbieder",
}
ASSIGNMENTS = "/v1/toewijzingen"


class PolicyAct:
    """Day activities with transport, guidance that may not run beside them, and what a consulent decides."""

    def __init__(self, timeline: Timeline, gateway: Gateway, office: httpx.AsyncClient, provider: Provider) -> None:
        self.timeline = timeline
        self.gateway = gateway
        self.office = office
        self.provider = provider
        self.begin = gateway.today() + timedelta(days=7)

    async def play(self) -> None:
        """Play all scenes, from asking first to removing what was overruled; the policy is chosen already."""
        person = {**sample("client.json"), "bsn": BSN}
        client = ok(await self.office.post("/v1/clienten", json=person))["clientId"]
        a_year, half_a_year = last_day(self.begin, 12), last_day(self.begin, 6)
        day_activities = await self._issue(self._asked(client, "07A02", a_year))
        transport = await self._issue(self._asked(client, "08V02", half_a_year))
        guidance = self._asked(client, "10B01", half_a_year)
        await self._ask_first(guidance)
        await self._blocked(await self.office.post(ASSIGNMENTS, json=guidance), "kent 10B01 toe")
        overruled = await self._issue({**guidance, "overrule": OVERRULE})
        await self._change(day_activities, {"einddatum": last_day(self.begin, 13).isoformat()}, "verlengt 07A02")
        too_short = {"einddatum": last_day(self.begin, 3).isoformat()}
        refused = await self.office.patch(f"{ASSIGNMENTS}/{MUNICIPALITY}/{day_activities}", json=too_short)
        await self._blocked(refused, "verkort 07A02, de drager van het vervoer")
        await self._change(transport, too_short, "verkort eerst 08V02")
        await self._change(day_activities, too_short, "verkort dan 07A02")
        await self._change(overruled, {"verwijderd": True}, "verwijdert 10B01")

    def _asked(self, client: str, code: str, until: date) -> dict[str, Any]:
        """Return a request for this product until and including that day."""
        return {
            "clientId": client,
            "aanbieder": PROVIDER_CODE,
            "product": {"categorie": code[:2], "code": code},
            "ingangsdatum": self.begin.isoformat(),
            "einddatum": until.isoformat(),
            "omvang": {"volume": 1, "eenheid": "82", "frequentie": "6"},
        }

    async def _issue(self, request: dict[str, Any]) -> int:
        assignment = ok(await self.office.post(ASSIGNMENTS, json=request))
        nummer = int(assignment["toewijzingNummer"])
        self._office(f"kent {request['product']['code']} toe: toewijzing {nummer}", f"POST {ASSIGNMENTS}")
        if kept := assignment["actueel"]["overrule"]:
            codes = ", ".join(sorted({each["code"] for each in kept["bevindingen"]}))
            self.timeline.why(f"{kept['consulent']} laat {codes} door: {kept['reden']}")
        await self.provider.accept_assignment(self.timeline, self.gateway)
        return nummer

    async def _ask_first(self, request: dict[str, Any]) -> None:
        answer = ok(await self.office.post(f"{ASSIGNMENTS}/controle", json=request))
        if answer["toegestaan"]:
            raise DemoError(f"De controle staat {request['product']['code']} toe: {answer}")
        self._office(f"vraagt eerst of {request['product']['code']} mag: nee", f"POST {ASSIGNMENTS}/controle")
        possible = ", ".join(each["code"] for each in answer["ruimte"]["producten"])
        self.timeline.why(f"Op die dagen mag wel: {possible}.")

    async def _blocked(self, answer: httpx.Response, what: str) -> None:
        if answer.status_code != 409:
            raise DemoError(f"{what} werd niet geblokkeerd: {answer.status_code} {answer.text}")
        self._office(f"{what}: [red]geblokkeerd[/], er is niets vastgelegd of verstuurd", "409 beleid-blokkade")
        for finding in answer.json()["bevindingen"]:
            self.timeline.why(f"{finding['code']}: {finding['text']}")

    async def _change(self, nummer: int, change: dict[str, Any], what: str) -> None:
        assignment = ok(await self.office.patch(f"{ASSIGNMENTS}/{MUNICIPALITY}/{nummer}", json=change))
        current = assignment["actueel"]
        until = "" if current["verwijderd"] else f", nu tot en met {current['einddatum']}"
        self._office(f"{what}{until} (RedenWijziging {current['redenWijziging']})", f"PATCH {ASSIGNMENTS}")
        for finding in assignment["bevindingen"]:
            self.timeline.why(f"{finding['code']}: {finding['text']}")
        await self.provider.accept_assignment(self.timeline, self.gateway)

    def _office(self, what: str, detail: str) -> None:
        self.timeline.tell("gemeente", what, detail)
