"""The last act of the demo: a provider that is reached through the GGK, as the simulator plays both."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

import httpx

from gateway.cli.demo.policy import MUNICIPALITY
from gateway.cli.demo.stage import MESSAGE_TIMEOUT_S, DemoError, Timeline, ok, sample
from gateway.exchange.delivery.deliveries import retry_delivery
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties.access import grant_mandate
from gateway.exchange.parties.accounts import add_account
from gateway.policy.care.months import last_day
from gateway.simulator.mishaps import Mishap, Storing
from gateway.simulator.scenario import Partij, Scenario
from gateway.simulator.simulator import Simulator, running
from gateway.store.parties.organisaties import Organisatie

PROVIDER: Final = "76543210"
GGK: Final = "ggk"
BSN: Final = "999900079"
OTHER_BSN: Final = "999900080"
_PRODUCT: Final = "07A02"
_REFUSAL: Final = "IB010"
_OF_PROVIDER: Final = ("WMO302", "WMO305", "WMO307", "WMO315", "WMO317", "WMO320", "WMO323")


class ChainAct:
    """An assignment, its start and its stop through the GGK, and a message that the chain refuses."""

    def __init__(self, timeline: Timeline, gateway: Gateway, office: httpx.AsyncClient) -> None:
        self.timeline = timeline
        self.gateway = gateway
        self.office = office

    async def play(self) -> None:
        """Play all scenes, with a simulator that lives as long as they last."""
        key = await add_account(self.gateway, Organisatie(GGK, "intermediair", "Gegevensknooppunt (nagespeeld)"))
        scenario = Scenario(
            partijen={
                MUNICIPALITY: Partij(adres=str(self.office.base_url.join("/koppelvlakken/ggk")), sleutel=key),
                PROVIDER: Partij(start_na=0, stop_na=0),
            },
            storingen=(Storing(wat=Mishap.FOUT, code=_REFUSAL, functie="WMO301", na=1, keer=1),),
        )
        async with running(scenario) as simulator:
            await self._connect(simulator)
            await self._story(simulator)
            await self._refused()

    async def _connect(self, simulator: Simulator) -> None:
        provider = Organisatie(PROVIDER, "aanbieder", "Zorg aan de Maas (fictief)", simulator.ggk, kanaal="ggk")
        await add_account(self.gateway, provider)
        await grant_mandate(self.gateway, GGK, PROVIDER, _OF_PROVIDER, self.gateway.today(), None)
        self.timeline.tell("beheerder", f"sluit aanbieder {PROVIDER} aan via het nagespeelde GGK", simulator.ggk)

    async def _story(self, simulator: Simulator) -> None:
        bericht = await self._assign(BSN)
        await self._until("antwoord op de WMO301", lambda: self._is_approved(bericht))
        self.timeline.tell("GGK", "brengt de WMO301 in een StUF-envelop, en de WMO302 terug: [green]akkoord[/]")

        async def closed() -> bool:
            return any(each.soort.name == "WMO308" for each in simulator.software[PROVIDER].got)

        await self._until("WMO308 bij de aanbieder", closed)
        self.timeline.tell("aanbieder", "meldt start en stop; WMO306 en WMO308 komen door de keten terug")

    async def _refused(self) -> None:
        bericht = await self._assign(OTHER_BSN)
        await self._until("Fo01 van de keten", lambda: self._has_event(bericht))
        events = ok(await self.office.get(f"/v1/berichten/{bericht}"))["gebeurtenissen"]
        [told] = [each["gegevens"] for each in events if each["soort"] == "keten_geweigerd"]
        self.timeline.tell("GGK", f"bezorgt de volgende WMO301 niet: [red]{told['code']}[/]", "Fo01, signaal NL-812")
        self.timeline.why(f"{told['code']}: {told['betekenis']}")
        await retry_delivery(self.gateway, UUID(bericht))
        await self._until("antwoord op de WMO301", lambda: self._is_approved(bericht))
        self.timeline.tell("beheerder", "biedt haar opnieuw aan, in een nieuwe envelop: [green]akkoord[/]")

    async def _assign(self, bsn: str) -> str:
        today = self.gateway.today()
        client = ok(await self.office.post("/v1/clienten", json={**sample("client.json"), "bsn": bsn}))["clientId"]
        request = {
            "clientId": client,
            "aanbieder": PROVIDER,
            "product": {"categorie": _PRODUCT[:2], "code": _PRODUCT},
            "ingangsdatum": today.isoformat(),
            "einddatum": last_day(today, 6).isoformat(),
            "omvang": {"volume": 1, "eenheid": "82", "frequentie": "6"},
        }
        made = ok(await self.office.post("/v1/toewijzingen", json=request))
        self.timeline.tell("gemeente", f"kent {_PRODUCT} toe: toewijzing {made['toewijzingNummer']}")
        return str(made["berichtId"])

    async def _is_approved(self, bericht: str) -> bool:
        return bool(ok(await self.office.get(f"/v1/berichten/{bericht}"))["uitkomst"] == "goedgekeurd")

    async def _has_event(self, bericht: str) -> bool:
        shown: dict[str, Any] = ok(await self.office.get(f"/v1/berichten/{bericht}"))
        return any(each["soort"] == "keten_geweigerd" for each in shown["gebeurtenissen"])

    async def _until(self, what: str, true: Callable[[], Awaitable[bool]]) -> None:
        """Wait until it is true. Raises DemoError when that takes too long."""
        end = time.monotonic() + MESSAGE_TIMEOUT_S
        while not await true():
            if time.monotonic() > end:
                raise DemoError(f"Er kwam geen {what}.")
            await asyncio.sleep(0.02)
