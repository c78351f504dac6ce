"""The second act of the demo: a municipality with a regional policy issues, is blocked, overrides and changes."""

from datetime import date, timedelta
from typing import Any

import httpx

from gateway.cli.demo.provider import Provider
from gateway.cli.demo.stage import AANBIEDER, MESSAGE_TIMEOUT_S, DemoError, Timeline, ok, sample
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties import accounts
from gateway.messages.read import read
from gateway.policy.care.months import last_day
from gateway.rules.engine import judge
from gateway.standard.xml.parse import parse

BELEID = "noord-limburg"
BSN = "999900018"
GEMEENTE = "0983"
OVERRULE = {
    "consulent": "C. Proefconsulent",
    "reden": "Dagbesteding helpt hier het 1B-doel halen, in overleg met de aanbieder",
}
TOEWIJZINGEN = "/v1/toewijzingen"


class PolicyAct:
    """Day activities with transport, guidance that may not run beside them, and what a consulent decides."""

    def __init__(self, timeline: Timeline, gateway: Gateway, office: httpx.AsyncClient, provider: Provider) -> None:
        self.timeline = timeline
        self.gateway = gateway
        self.office = office
        self.provider = provider
        self.begin = gateway.today() + timedelta(days=7)

    async def play(self) -> None:
        """Play all scenes, from choosing the policy to removing what was overruled."""
        await accounts.change_account(self.gateway, GEMEENTE, beleid=BELEID)
        self._office(f"kiest het beleid van {BELEID}", "gateway accounts change --beleid")
        persoon = {**sample("client.json"), "bsn": BSN}
        client = ok(await self.office.post("/v1/clienten", json=persoon))["id"]
        jaar, half = last_day(self.begin, 12), last_day(self.begin, 6)
        dagbesteding = await self._issue(self._asked(client, "07A02", jaar))
        vervoer = await self._issue(self._asked(client, "08V02", half))
        begeleiding = self._asked(client, "10B01", half)
        await self._ask_first(begeleiding)
        await self._blocked(await self.office.post(TOEWIJZINGEN, json=begeleiding), "kent 10B01 toe")
        overruled = await self._issue({**begeleiding, "overrule": OVERRULE})
        await self._change(dagbesteding, {"einddatum": last_day(self.begin, 13).isoformat()}, "verlengt 07A02")
        te_kort = {"einddatum": last_day(self.begin, 3).isoformat()}
        te_kort_antwoord = await self.office.patch(f"{TOEWIJZINGEN}/{GEMEENTE}/{dagbesteding}", json=te_kort)
        await self._blocked(te_kort_antwoord, "verkort 07A02, de drager van het vervoer")
        await self._change(vervoer, te_kort, "verkort eerst 08V02")
        await self._change(dagbesteding, te_kort, "verkort dan 07A02")
        await self._change(overruled, {"verwijderd": True}, "verwijdert 10B01")

    def _asked(self, client: str, code: str, tot: date) -> dict[str, Any]:
        """Return a request for this product until and including that day."""
        return {
            "client": client,
            "aanbieder": AANBIEDER,
            "product": {"categorie": code[:2], "code": code},
            "ingangsdatum": self.begin.isoformat(),
            "einddatum": tot.isoformat(),
            "omvang": {"volume": 1, "eenheid": "82", "frequentie": "6"},
        }

    async def _issue(self, vraag: dict[str, Any]) -> int:
        toewijzing = ok(await self.office.post(TOEWIJZINGEN, json=vraag))
        nummer = int(toewijzing["toewijzingNummer"])
        self._office(f"kent {vraag['product']['code']} toe: toewijzing {nummer}", f"POST {TOEWIJZINGEN}")
        if kept := toewijzing["actueel"]["overrule"]:
            codes = ", ".join(sorted({each["code"] for each in kept["bevindingen"]}))
            self.timeline.why(f"{kept['consulent']} laat {codes} door: {kept['reden']}")
        await self._arrived()
        return nummer

    async def _ask_first(self, vraag: dict[str, Any]) -> None:
        antwoord = ok(await self.office.post(f"{TOEWIJZINGEN}/controle", json=vraag))
        if antwoord["toegestaan"]:
            raise DemoError(f"De controle staat {vraag['product']['code']} toe: {antwoord}")
        self._office(f"vraagt eerst of {vraag['product']['code']} mag: nee", f"POST {TOEWIJZINGEN}/controle")
        kan = ", ".join(each["code"] for each in antwoord["ruimte"]["producten"])
        self.timeline.why(f"Op die dagen mag wel: {kan}.")

    async def _blocked(self, antwoord: httpx.Response, wat: str) -> None:
        if antwoord.status_code != 409:
            raise DemoError(f"{wat} werd niet geblokkeerd: {antwoord.status_code} {antwoord.text}")
        self._office(f"{wat}: [red]geblokkeerd[/], er is niets vastgelegd of verstuurd", "409 beleid-blokkade")
        for bevinding in antwoord.json()["bevindingen"]:
            self.timeline.why(f"{bevinding['code']}: {bevinding['text']}")

    async def _change(self, nummer: int, wijziging: dict[str, Any], wat: str) -> None:
        toewijzing = ok(await self.office.patch(f"{TOEWIJZINGEN}/{GEMEENTE}/{nummer}", json=wijziging))
        actueel = toewijzing["actueel"]
        tot = "" if actueel["verwijderd"] else f", nu tot en met {actueel['einddatum']}"
        self._office(f"{wat}{tot} (RedenWijziging {actueel['redenWijziging']})", f"PATCH {TOEWIJZINGEN}")
        for bevinding in toewijzing["bevindingen"]:
            self.timeline.why(f"{bevinding['code']}: {bevinding['text']}")
        await self._arrived()

    async def _arrived(self) -> None:
        """Let the provider receive the WMO301, check it on levels 1 and 2, and answer that it agrees."""
        bericht = await self.provider.next_message("WMO301", MESSAGE_TIMEOUT_S)
        document = parse(bericht)
        if not self.gateway.schemas.valid(document) or judge(read(document)).findings:
            raise DemoError("De WMO301 die verstuurd is, voldoet niet aan schema en regels.")
        self.timeline.tell("aanbieder", "ontvangt de WMO301, [green]goed[/] op niveau 1 en 2, en antwoordt", "push")
        ok(await self.provider.send(self.provider.answer(bericht, self.gateway.today(), self.gateway.schemas)))

    def _office(self, what: str, detail: str) -> None:
        self.timeline.tell("gemeente", what, detail)
