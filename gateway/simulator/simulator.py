"""A scenario that is played: everything put together, served until the block ends."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from gateway.simulator.app import GGK_PATH, PARTY_PATH, create_app
from gateway.simulator.courier import Courier
from gateway.simulator.exchange import Exchange, Place
from gateway.simulator.faults import Faults
from gateway.simulator.journal import Journal
from gateway.simulator.parties.municipality import Municipality
from gateway.simulator.parties.provider import Provider
from gateway.simulator.parties.software import Software
from gateway.simulator.scenario import Scenario, check_scenario
from gateway.simulator.serving import TlsFiles, bind_port, serving, url_of
from gateway.standard.municipalities import is_municipality
from gateway.standard.xsd.schemas import Schemas


@dataclass(frozen=True, slots=True)
class Simulator:
    """A simulator that runs."""

    url: str
    courier: Courier
    """By which everybody in it brings messages."""
    exchange: Exchange
    software: dict[str, Software]
    """The parties that are played, by code."""
    faults: Faults
    journal: Journal

    @property
    def ggk(self) -> str:
        """Return the address of the GGK."""
        return f"{self.url}{GGK_PATH}"


def _now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def running(
    scenario: Scenario, port: socket.socket | None = None, now: Callable[[], datetime] = _now
) -> AsyncIterator[Simulator]:
    """Play this scenario on this socket, by default on a free port. Raises ScenarioError or OSError."""
    check_scenario(scenario)
    tls = scenario.tls
    port = port or bind_port()
    url = url_of(port, tls=tls is not None)
    schemas, journal, faults = Schemas(), Journal(now), Faults(scenario.storingen, scenario.zaad)
    async with AsyncExitStack() as stack:
        courier = await stack.enter_async_context(Courier() if tls is None else Courier(tls.certificaat, tls.vertrouwt))
        places = {
            code: Place(each.adres or f"{url}{PARTY_PATH}/{code}", each.sleutel)
            for code, each in scenario.partijen.items()
        }
        exchange = Exchange(scenario, places, courier, journal, faults, now, schemas)
        stack.push_async_callback(exchange.tasks.stop)
        software = {
            code: Software(code, each, courier, f"{url}{GGK_PATH}", now, schemas)
            for code, each in scenario.partijen.items()
            if each.adres is None
        }
        files = None if tls is None else TlsFiles(tls.certificaat, tls.vertrouwt)
        app = create_app(exchange, software, faults, journal)
        await stack.enter_async_context(serving(app, port, files))
        for each in software.values():
            stack.push_async_callback(each.tasks.stop)
            each.behaviour = Municipality(each, scenario.zaad) if is_municipality(each.code) else Provider(each)
            each.tasks.begin(each.behaviour.begin())
        yield Simulator(url, courier, exchange, software, faults, journal)
