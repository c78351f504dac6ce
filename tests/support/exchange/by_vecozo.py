"""A provider's gateway that reaches Venlo through a simulated VECOZO, without TLS."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from gateway.exchange.chain.vecozo.held import list_incoming
from gateway.exchange.chain.vecozo.round import visit_vecozo
from gateway.exchange.delivery.channels import open_channels
from gateway.exchange.delivery.worker import deliver_due
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.receiving.receive import receive
from gateway.messages.registry import Message
from gateway.simulator.simulator import Simulator
from gateway.simulator.vecozo.box import Box
from gateway.standard.stuf.messages import Envelope, StufParty
from gateway.standard.vecozo.metadata import SERVICE_PATH
from gateway.store.db.database import Database
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from gateway.transport.channel import KINDS_OF_PROVIDER, VecozoSettings
from tests.support.api.parties import VENLO, ZORG
from tests.support.exchange.chain import envelope
from tests.support.exchange.simulated import a_scenario, a_simulator
from tests.support.exchange.workers import a_gateway
from tests.support.messages.messages import wmo301, xml

AT_VECOZO = VecozoSettings(
    rol="Instelling",
    berichttype="WMO",
    acties=dict.fromkeys(KINDS_OF_PROVIDER, "Onbekend"),
    payload="zip",
    interval_s=0,
)
"""The words of the simulated VECOZO."""


def from_municipality(identificatie: str, content: bytes | None = None, code: str = VENLO) -> Envelope:
    """Return the envelope of an assignment of this municipality for ZORG, or one with this in it."""
    message = wmo301(identificatie=identificatie, afzender=code, ontvanger=ZORG)
    return replace(
        envelope(xml(message) if content is None else content, "WMO301", referentienummer=str(uuid4())),
        zender=StufParty(code, "Zaaksysteem"),
        ontvanger=StufParty(ZORG, "GGk"),
    )


@dataclass
class AtVecozoWorld:
    """The gateway, and the simulated VECOZO that it visits."""

    gateway: Gateway
    simulator: Simulator

    @property
    def box(self) -> Box:
        """Return what VECOZO has for ZORG."""
        return self.simulator.played.boxes[ZORG]

    async def visit(self, *, patiently: bool = False) -> None:
        """Let the worker visit VECOZO once; unless `patiently`, also when that asked it to wait."""
        if not patiently:
            async with self.gateway.db.transaction() as tx:
                await tx.execute("update ophaalbronnen set volgende_op = now()")
        await visit_vecozo(self.gateway)

    async def offer(self, *messages: Envelope) -> list[UUID]:
        """Let these wait at VECOZO, whatever is in them; return their TraceerIDs."""
        for each in messages:
            await self.box.bring(each)
        return [UUID(each.referentienummer) for each in messages]

    async def send(self, message: Message) -> UUID:
        """Let ZORG bring a message to the gateway, and let that make one attempt; return the id of the message."""
        async with self.gateway.db.reading() as tx:
            zorg = await organisaties.find(tx, ZORG)
        assert zorg is not None
        receipt = await receive(self.gateway, zorg, xml(message))
        await self.attempt()
        return receipt.id

    async def attempt(self) -> int:
        """Make one attempt for what is due."""
        async with open_channels(self.gateway.delivery) as channels:
            return await deliver_due(self.gateway, channels)

    async def problems(self) -> dict[UUID, str]:
        """Return what could not be received, with the reason."""
        return {each.id: each.probleem for each in (await list_incoming(self.gateway)).held}

    async def received(self) -> int:
        """Return how many messages of municipalities are in the ledger."""
        async with self.gateway.db.reading() as tx:
            found: int = await tx.fetchval("select count(*) from berichten where ontvanger = $1", ZORG)
        return found


@asynccontextmanager
async def beside_vecozo(
    db: Database, settings: VecozoSettings = AT_VECOZO, **scenario: Any
) -> AsyncIterator[AtVecozoWorld]:
    """Yield a gateway with ZORG on it, and VECOZO beside it; the simulator plays Venlo."""
    parties = {VENLO: {}, ZORG: {"vecozo": True}}
    async with a_simulator(a_scenario(**{"partijen": parties, **scenario})) as simulator:
        gateway = await a_gateway(db)
        gateway = replace(gateway, delivery=replace(gateway.delivery, vecozo=settings))
        address = f"{simulator.url}{SERVICE_PATH}"
        await enrol_there(db, VENLO, address)
        yield AtVecozoWorld(gateway, simulator)


async def enrol_there(db: Database, code: str, address: str) -> None:
    """Let this municipality be reached through VECOZO at this address."""
    async with db.transaction() as tx:
        await organisaties.save(tx, Organisatie(code, "gemeente", "Elders", address, kanaal="vecozo", extern=True))
