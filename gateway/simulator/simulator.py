"""A scenario that is played: everything put together, served until the block ends."""

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from gateway.simulator.app import ADAPTER_PATH, GGK_PATH, PARTY_PATH, create_app
from gateway.simulator.controls import create_controls
from gateway.simulator.exchange import Exchange
from gateway.simulator.faults import Faults
from gateway.simulator.journal import Journal
from gateway.simulator.parties.municipality import Municipality
from gateway.simulator.parties.provider import Provider
from gateway.simulator.parties.software import Software
from gateway.simulator.played import Played
from gateway.simulator.scenario import Partij, Scenario, check_scenario
from gateway.simulator.serving import bind_port, serving, url_of
from gateway.simulator.tls import Contexts
from gateway.simulator.vecozo.box import Box
from gateway.simulator.vecozo.counter import Counter
from gateway.simulator.wire.courier import Courier, Place, Way
from gateway.standard.municipalities import was_municipality
from gateway.standard.xsd.schemas import schemas_of


@dataclass(frozen=True, slots=True)
class Simulator:
    """A simulator that runs."""

    url: str
    """Of the chain; by the GGK, by VECOZO and by the parties that are played."""
    courier: Courier
    """By which everybody in it brings messages."""
    played: Played

    @property
    def ggk(self) -> str:
        """Return the address of the GGK."""
        return f"{self.url}{GGK_PATH}"

    @property
    def adapter(self) -> str:
        """Return the address of the adapter before it, for messages with WS-Addressing."""
        return f"{self.url}{ADAPTER_PATH}"

    @property
    def exchange(self) -> Exchange:
        """Return the GGK."""
        return self.played.exchange

    @property
    def software(self) -> dict[str, Software]:
        """Return the parties that are played, by code."""
        return self.played.software

    @property
    def faults(self) -> Faults:
        """Return what goes wrong."""
        return self.played.faults

    @property
    def journal(self) -> Journal:
        """Return what happened."""
        return self.played.journal


def _service(scenario: Scenario, partij: Partij) -> str | None:
    """Return the ebMS Service by which this party is reached; None when no adapter stands before it."""
    return scenario.adapter.service if partij.adapter else None


def _way_in(courier: Courier, url: str, service: str | None) -> Place:
    """Return where a party that is played brings its messages."""
    return Place(courier, f"{url}{GGK_PATH if service is None else ADAPTER_PATH}", service=service)


def _now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def running(
    scenario: Scenario,
    port: socket.socket | None = None,
    now: Callable[[], datetime] = _now,
    controls: socket.socket | None = None,
) -> AsyncIterator[Simulator]:
    """Play this scenario on this socket, by default on a free port. Raises ScenarioError or OSError.

    `controls`: a socket of this machine alone, where its page and its other controls are served.
    """
    check_scenario(scenario)
    port = port or bind_port()
    url = url_of(port, tls=scenario.tls is not None)
    schemas, journal, faults = schemas_of(None), Journal(now), Faults(scenario.storingen, scenario.zaad)
    contexts = None if scenario.tls is None else Contexts(*scenario.tls.files, scenario.tls.map)
    async with AsyncExitStack() as stack:
        courier = await stack.enter_async_context(Courier(contexts))
        boxes = {
            code: Box(code, scenario.vecozo, journal, now) for code, each in scenario.partijen.items() if each.vecozo
        }
        # Who is played calls, and is called, by a port that nothing is wrong with.
        inner = port if contexts is None else bind_port()
        inside = url_of(inner, tls=contexts is not None)
        ways: dict[str, Way] = {
            code: boxes.get(code)
            or Place(courier, each.adres or f"{inside}{PARTY_PATH}/{code}", each.sleutel, _service(scenario, each))
            for code, each in scenario.partijen.items()
        }
        exchange = Exchange(scenario, ways, journal, faults, now, schemas)
        stack.push_async_callback(exchange.tasks.stop)
        software = {
            code: Software(code, each, _way_in(courier, inside, _service(scenario, each)), now, schemas)
            for code, each in scenario.partijen.items()
            if each.adres is None and not each.vecozo
        }
        counters = {code: Counter(each, exchange.take_envelope, now, schemas) for code, each in boxes.items()}
        app = create_app(exchange, software, counters, faults, url, scenario.adapter.dienst)
        tls = None if contexts is None else contexts.server(faults.at_connection)
        await stack.enter_async_context(serving(app, port, tls))
        if contexts is not None:
            await stack.enter_async_context(serving(app, inner, contexts.server(lambda: None)))
        played = Played(scenario, url, exchange, software, boxes, faults, journal)
        if controls is not None:
            await stack.enter_async_context(serving(create_controls(played), controls))
        for each in software.values():
            stack.push_async_callback(each.tasks.stop)
            each.behaviour = Municipality(each, scenario.zaad) if was_municipality(each.code) else Provider(each)
            each.tasks.begin(each.behaviour.begin())
        yield Simulator(url, courier, played)
