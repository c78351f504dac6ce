"""A small world in which every example of the OpenAPI document works, on a real server.

The ids in the examples are made up: `World.real` puts those of this world in their place, and `World.told` does the
reverse. Codes, numbers, dates and BSNs are the same in both.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

import httpx
import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties import accounts
from gateway.exchange.receiving.receive import receive
from gateway.messages.common import Omvang
from gateway.messages.kinds.start import Wmo305
from gateway.messages.write import serialise
from gateway.policy.watch_file import Signal
from gateway.store.db.database import Database
from gateway.store.parties.organisaties import Organisatie
from gateway.store.signals import causes, signalen
from gateway.store.signals.signalen import SignalFilter
from tests.support.api.server import Server
from tests.support.exchange.crashing_rule import break_rules
from tests.support.messages.claims import periode, wmo323
from tests.support.messages.messages import schemas, wmo305
from tests.support.messages.requests import wmo315
from tests.support.policy.chosen import REGION
from tests.support.store.key_ring import vault

MUNICIPALITY: Final = "0983"
PROVIDER: Final = "01234567"
OPERATOR: Final = "beheer"
_PARTIES: Final = (
    Organisatie(MUNICIPALITY, "gemeente", "Venlo", beleid=REGION),
    Organisatie(PROVIDER, "aanbieder", "Zorg aan de Maas"),
    Organisatie(OPERATOR, "beheerder", "Beheer"),
)
_NUMBERED: Final = "0198c1f2-6b7e-7a31-9f52-c4d1e8a7b6"
EXAMPLE_IDS: Final[Mapping[str, str]] = {
    "client": f"{_NUMBERED}01",
    "client who moves": f"{_NUMBERED}02",
    "WMO301": f"{_NUMBERED}03",
    "WMO301 to collect": f"{_NUMBERED}04",
    "parked WMO305": f"{_NUMBERED}05",
    "signal": f"{_NUMBERED}06",
    "refused WMO305": f"{_NUMBERED}07",
    "alert address": f"{_NUMBERED}08",
    "WMO323": f"{_NUMBERED}30",
    "request": f"{_NUMBERED}31",
    "request to refuse": f"{_NUMBERED}32",
    "request to investigate": f"{_NUMBERED}33",
    "client for whom is asked": f"{_NUMBERED}34",
}
"""The ids in the examples that have to be those of something in the world."""
_TRAJECT: Final = {
    "aanbieder": PROVIDER,
    "product": {"categorie": "02", "code": "02A02"},
    "ingangsdatum": "2025-01-06",
    "einddatum": "2026-01-05",
    "omvang": {"volume": 1, "eenheid": "82", "frequentie": "6"},
}
_BESIDE_IT: Final = {**_TRAJECT, "product": {"categorie": "10", "code": "10B01"}}
_ALERTED: Final = "https://backoffice.gemeente.example/iwmo"
_OVERRULE: Final = {"consulent": "C. Proefconsulent", "reden": "Opname van de partner, geen andere weg"}


@dataclass
class World:
    """Who is there, with a client for each, and the ids of what the examples are about."""

    callers: dict[str, httpx.Client] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    """By the id in the examples, that of this world."""

    def real(self, value: Any) -> Any:
        """Return the value with the ids of this world instead of those of the examples."""
        return _replaced(value, self.ids)

    def told(self, value: Any) -> Any:
        """Return the value with the ids of the examples instead of those of this world."""
        return _replaced(value, {real: example for example, real in self.ids.items()})

    def close(self) -> None:
        """Close all connections."""
        for each in self.callers.values():
            each.close()


def _replaced(value: Any, by: Mapping[str, str]) -> Any:
    text = json.dumps(value, ensure_ascii=False)
    for old, new in by.items():
        text = text.replace(old, new)
    return json.loads(text)


async def example_world(server: Server, person: Mapping[str, Any]) -> World:
    """Return the world, made on this server and its empty database; `person`: the client of the examples."""
    db = await Database.connect(server.settings["GATEWAY_DATABASE_URL"], vault=vault())
    gateway = Gateway(db, schemas())
    world = World()
    try:
        for party in _PARTIES:
            key = await accounts.add_account(gateway, party)
            headers = {"authorization": f"Bearer {key}"}
            world.callers[party.code] = httpx.Client(
                base_url=server.url, headers=headers, trust_env=False, timeout=60, verify=False
            )
        await _fill(gateway, world, person)
    finally:
        await db.close()
    return world


async def _fill(gateway: Gateway, world: World, person: Mapping[str, Any]) -> None:
    office = world.callers[MUNICIPALITY]
    client = _made(office, "/v1/clienten", {**person, "bsn": "999900006"})["clientId"]
    moving = _made(office, "/v1/clienten", {**person, "bsn": "999900067"})["clientId"]
    asked_for = _made(office, "/v1/clienten", {**person, "bsn": "999900079"})["clientId"]
    first = _made(office, "/v1/toewijzingen", {**_TRAJECT, "clientId": client})
    second = _made(office, "/v1/toewijzingen", {**_TRAJECT, "clientId": moving})
    _made(office, "/v1/toewijzingen", {**_BESIDE_IT, "clientId": moving, "overrule": _OVERRULE})
    found = {
        "client": client,
        "client who moves": moving,
        "WMO301": first["berichtId"],
        "WMO301 to collect": second["berichtId"],
        "parked WMO305": await _parked(gateway, second["toewijzingNummer"]),
        "signal": await _signal(gateway, client, first["toewijzingNummer"]),
        "refused WMO305": _refused(world.callers[PROVIDER]),
        "alert address": _made(office, "/v1/attenderingsadressen", {"url": _ALERTED})["adresId"],
        "WMO323": _claimed(world.callers[PROVIDER], second["toewijzingNummer"]),
        "request": _requested(world.callers, "VOT-0117", "999900079")["verzoekId"],
        "request to refuse": _requested(world.callers, "VOT-0118", "999900080")["verzoekId"],
        "request to investigate": _requested(world.callers, "VOT-0119", "999900092")["verzoekId"],
        "client for whom is asked": asked_for,
    }
    world.ids = {EXAMPLE_IDS[what]: id for what, id in found.items()}


def _made(caller: httpx.Client, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
    response = caller.post(path, json=body)
    assert response.status_code == 201, response.text
    found: dict[str, Any] = response.json()
    return found


def _start(identificatie: str, bsn: str, nummer: int, begindatum: str) -> Wmo305:
    return wmo305(
        identificatie=identificatie,
        afzender=PROVIDER,
        ontvanger=MUNICIPALITY,
        bsn=bsn,
        toewijzing_nummer=str(nummer),
        toewijzing_ingangsdatum="2025-01-06",
        begindatum=begindatum,
        dagtekening="2025-01-14",
    )


def _refused(provider: httpx.Client) -> str:
    """Send a start of an assignment that is not there."""
    message = serialise(_start("ZP2501140003", "999900006", 412, "2025-01-13"))
    receipt = provider.post("/v1/berichten", content=message, headers={"content-type": "application/xml"}).json()
    assert receipt["oordeel"] == "afgekeurd"
    return str(receipt["berichtId"])


def _claimed(provider: httpx.Client, nummer: int) -> str:
    """Claim May on the assignment of the client who moves; what it comes to doesn't matter."""
    claim = wmo323(
        afzender=PROVIDER,
        ontvanger=MUNICIPALITY,
        identificatie="ZD2506050001",
        dagtekening="2025-06-05",
        bsn="999900067",
        toewijzing_nummer=str(nummer),
        declaratie_periode=periode("2025-05-01", "2025-05-31"),
        product_periode=periode("2025-05-01", "2025-05-31"),
    )
    receipt = provider.post(
        "/v1/berichten", content=serialise(claim), headers={"content-type": "application/xml"}
    ).json()
    assert receipt["oordeel"] == "goedgekeurd", receipt
    return str(receipt["berichtId"])


def _requested(callers: Mapping[str, httpx.Client], referentie: str, bsn: str) -> dict[str, Any]:
    """Ask for the care of the examples for this client, who need not be known yet, and return the request."""
    message = wmo315(
        afzender=PROVIDER,
        ontvanger=MUNICIPALITY,
        identificatie=f"ZV{referentie[-4:]}",
        dagtekening="2025-01-14",
        bsn=bsn,
        referentie_aanbieder=referentie,
        toewijzing_ingangsdatum="2025-02-01",
        toewijzing_einddatum="2025-12-31",
        omvang=Omvang(volume="1", eenheid="82", frequentie="6"),
    )
    receipt = (
        callers[PROVIDER]
        .post("/v1/berichten", content=serialise(message), headers={"content-type": "application/xml"})
        .json()
    )
    assert receipt["oordeel"] == "goedgekeurd", receipt
    found: list[dict[str, Any]] = callers[MUNICIPALITY].get("/v1/verzoeken").json()["verzoeken"]
    [request] = [each for each in found if each["referentieAanbieder"] == referentie]
    return request


async def _signal(gateway: Gateway, client: str, nummer: int) -> str:
    signal = Signal(
        code="NL-801",
        sleutel=str(nummer),
        uiterlijk=date(2025, 2, 24),
        text=f"Het plan van aanpak van toewijzing {nummer} (02A02) moet er uiterlijk 2025-02-24 zijn.",
        bron="Handboek 3.0, hoofdstuk 5",
        aanbieder=PROVIDER,
        toewijzing_nummer=nummer,
    )
    async with gateway.db.transaction() as tx:
        await causes.add(tx, MUNICIPALITY, [(UUID(client), signal)], gateway.now())
        [row] = await signalen.fetch_page(tx, MUNICIPALITY, SignalFilter(toewijzing=nummer), None, 1)
    return str(row.id)


async def _parked(gateway: Gateway, nummer: int) -> str:
    """Receive a start that a rule can't judge; a server without that rule can."""
    message = _start("ZP2501140002", "999900067", nummer, "2025-01-13")
    provider = next(each for each in _PARTIES if each.code == PROVIDER)
    with pytest.MonkeyPatch.context() as patch:
        break_rules(patch, 2)
        receipt = await receive(gateway, provider, serialise(message))
    assert receipt.oordeel.value == "geparkeerd"
    return str(receipt.id)
