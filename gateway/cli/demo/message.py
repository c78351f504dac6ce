"""The first act of the demo: an assignment, its answer, and what the provider reports on it."""

from typing import Any

import httpx

from gateway.cli.demo.provider import Provider
from gateway.cli.demo.stage import MESSAGE_TIMEOUT_S, PROVIDER_CODE, DemoError, Timeline, ok, sample
from gateway.exchange.kernel.gateway import Gateway


class MessageAct:
    """An indication for guidance, its start, a pause, its end, and one mistake."""

    def __init__(self, timeline: Timeline, gateway: Gateway, office: httpx.AsyncClient, provider: Provider) -> None:
        self.timeline = timeline
        self.gateway = gateway
        self.office = office
        self.provider = provider

    async def play(self) -> None:
        """Play all scenes, in order."""
        nummer = await self._assign()
        await self._answer_assignment()
        await self._report("start.json", nummer, "WMO305: de zorg is begonnen")
        await self._mistake(nummer)
        await self._report("stop-tijdelijk.json", nummer, "WMO307: tijdelijk gestopt (reden 20)")
        await self._report("stop-definitief.json", nummer, "WMO307: definitief gestopt (reden 19)")
        await self._mailbox()

    async def _assign(self) -> int:
        client = ok(await self.office.post("/v1/clienten", json=sample("client.json")))
        self.timeline.tell("gemeente", "schrijft een cliënt in", "POST /v1/clienten")
        request = {**sample("toewijzing.json"), "clientId": client["clientId"], "aanbieder": PROVIDER_CODE}
        assignment = ok(await self.office.post("/v1/toewijzingen", json=request))
        nummer = int(assignment["toewijzingNummer"])
        code = request["product"]["code"]
        self.timeline.tell(
            "gemeente", f"kent {code} toe: toewijzing {nummer}, WMO301 staat klaar", "POST /v1/toewijzingen"
        )
        return nummer

    async def _answer_assignment(self) -> None:
        message = await self.provider.next_message("WMO301", MESSAGE_TIMEOUT_S)
        self.timeline.tell("aanbieder", "ontvangt de WMO301", f"push, {len(message):,} bytes".replace(",", "."))
        ok(await self.provider.send(self.provider.answer(message, self.gateway.today(), self.gateway.schemas)))
        self.timeline.tell("aanbieder", "antwoordt met een WMO302: akkoord", "POST /v1/berichten")

    async def _report(self, name: str, nummer: int, what: str) -> None:
        receipt = await self._send(name, nummer, what)
        if receipt["oordeel"] != "goedgekeurd":
            raise DemoError(f"{what}: {receipt}")
        soort = "WMO306" if receipt["soort"] == "WMO305" else "WMO308"
        await self.provider.next_message(soort, MESSAGE_TIMEOUT_S)
        self.timeline.tell("aanbieder", f"ontvangt de {soort}: [green]goedgekeurd[/]", "push")

    async def _mistake(self, nummer: int) -> None:
        receipt = await self._send(
            "start-fout.json", nummer + 1000, f"WMO305 op toewijzing {nummer + 1000}, een tikfout"
        )
        answer = await self.provider.next_message("WMO306", MESSAGE_TIMEOUT_S)
        codes = self.provider.codes(answer)
        self.timeline.tell("aanbieder", f"ontvangt de WMO306: [red]afgekeurd[/], retourcode {', '.join(codes)}", "push")
        report = ok(await self.provider.get(f"/v1/berichten/{receipt['berichtId']}/rapport"))
        for finding in report["bevindingen"]:
            self.timeline.why(f"{finding['code']}: {finding['text']}")
            self.timeline.why(finding["remedy"])
        if receipt["oordeel"] != "afgekeurd":
            raise DemoError(f"De foute WMO305 is niet afgekeurd: {receipt}")

    async def _send(self, name: str, nummer: int, what: str) -> dict[str, Any]:
        content = self.provider.compose(sample(name), nummer, self.gateway.today(), self.gateway.schemas)
        receipt = ok(await self.provider.send(content))
        self.timeline.tell("aanbieder", f"stuurt {what}", "POST /v1/berichten")
        return receipt

    async def _mailbox(self) -> None:
        mailbox = ok(await self.office.get("/v1/postvak"))["berichten"]
        kinds = ", ".join(each["soort"] for each in mailbox)
        self.timeline.tell("gemeente", f"haalt {len(mailbox)} berichten uit het postvak: {kinds}", "GET /v1/postvak")
        for each in mailbox:
            (await self.office.post(f"/v1/postvak/{each['berichtId']}/ontvangen")).raise_for_status()
