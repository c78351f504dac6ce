"""The fifth act of the demo: one decision with three changes, and the end of all care of a client who died."""

from datetime import date, timedelta
from typing import Any

import httpx

from gateway.cli.demo.provider import Provider
from gateway.cli.demo.stage import PROVIDER_CODE, DemoError, Timeline, ok, sample
from gateway.exchange.kernel.gateway import Gateway
from gateway.policy.care.months import last_day

BSN = "999900067"
DIED = "02"
"""RedenWijziging of a client who died (WMO002)."""
CONSULENT = "C. Proefconsulent"


class DecisionAct:
    """Long-term guidance with transport and a stay, changed at once and ended at once."""

    def __init__(self, timeline: Timeline, gateway: Gateway, office: httpx.AsyncClient, provider: Provider) -> None:
        self.timeline = timeline
        self.gateway = gateway
        self.office = office
        self.provider = provider
        self.today = gateway.today()
        self.begin = self.today - timedelta(days=14)

    async def play(self) -> None:
        """Play both scenes. The municipality has chosen its policy before."""
        person = {**sample("client.json"), "bsn": BSN}
        client = str(ok(await self.office.post("/v1/clienten", json=person))["clientId"])
        self._office("schrijft nog een cliënt in", "POST /v1/clienten")
        first = await self._decide(client, self._care())
        guidance, transport = (each["toewijzingNummer"] for each in first["toewijzingen"])
        await self._decide(client, self._changes(guidance, transport))
        await self._end(client)

    def _care(self) -> list[dict[str, Any]]:
        a_year, half_a_year = last_day(self.begin, 12), last_day(self.begin, 6)
        return [_grant("10B02", self.begin, a_year), _grant("08V02", self.begin, half_a_year)]

    def _changes(self, guidance: int, transport: int) -> list[dict[str, Any]]:
        """Return three changes: guidance goes on longer, transport ends sooner, a stay is added."""
        stay = self.today + timedelta(days=30)
        return [
            _change(guidance, last_day(self.begin, 15)),
            _change(transport, last_day(self.begin, 3)),
            _grant("04A01", stay, stay + timedelta(days=13), volume=14, eenheid="14"),
        ]

    async def _decide(self, client: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
        path = f"/v1/clienten/{client}/besluiten"
        body = {"aanbieder": PROVIDER_CODE, "delen": parts}
        seen = ok(await self.office.post(f"{path}/controle", json=body))
        if not seen["toegestaan"]:
            raise DemoError(f"Het besluit zou niet doorgaan: {seen}")
        self._office(f"vraagt eerst wat een besluit met {len(parts)} delen zou doen", "POST …/besluiten/controle")
        for each in seen["wmo301"]:
            number = each["toewijzingNummer"] or "(nieuw)"
            self.timeline.why(f"{each['product']['code']}, toewijzing {number}: {each['waarom']}")
        made = ok(await self.office.post(path, json=body))
        self._office(f"besluit: {len(parts)} delen, {_messages(made)}", "POST …/besluiten")
        await self.provider.accept_assignment(self.timeline, self.gateway)
        return made

    async def _end(self, client: str) -> None:
        body = {"einddatum": self.today.isoformat(), "redenWijziging": DIED, "beslistDoor": CONSULENT}
        made = ok(await self.office.post(f"/v1/clienten/{client}/beeindiging", json=body))
        self._office(f"beëindigt alle zorg van een cliënt die overleed: {_messages(made)}", "POST …/beeindiging")
        for each in made["zorg"]:
            self.timeline.why(f"{each['productCode']}, toewijzing {each['toewijzingNummer']}: {each['uitleg']}")
        await self.provider.accept_assignment(self.timeline, self.gateway)

    def _office(self, what: str, detail: str) -> None:
        self.timeline.tell("gemeente", what, detail)


def _messages(made: dict[str, Any]) -> str:
    count = len(made["berichtIds"])
    return f"{count} WMO301" if count == 1 else f"{count} WMO301's"


def _grant(code: str, first: date, last: date, *, volume: int = 1, eenheid: str = "82") -> dict[str, Any]:
    return {
        "soort": "toekennen",
        "product": {"categorie": code[:2], "code": code},
        "ingangsdatum": first.isoformat(),
        "einddatum": last.isoformat(),
        "omvang": {"volume": volume, "eenheid": eenheid, "frequentie": "6"},
        "beslistDoor": CONSULENT,
    }


def _change(nummer: int, last: date) -> dict[str, Any]:
    return {
        "soort": "wijzigen",
        "toewijzingNummer": nummer,
        "einddatum": last.isoformat(),
        "beslistDoor": CONSULENT,
    }
