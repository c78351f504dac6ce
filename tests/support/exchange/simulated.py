"""A simulator within a test, and envelopes for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from gateway.simulator.scenario import Scenario
from gateway.simulator.simulator import Simulator, running
from gateway.standard.stuf.messages import Envelope, StufFault, StufMessage
from tests.support.api.application import NOW
from tests.support.api.parties import VENLO, ZORG
from tests.support.exchange.workers import until

PARTIES: dict[str, Any] = {VENLO: {"verzoeken": "toekennen"}, ZORG: {"start_na": 0}}


def a_scenario(**content: Any) -> Scenario:
    """Return a scenario with both parties played, unless told otherwise, and no patience."""
    return Scenario.model_validate({"partijen": PARTIES, "herhalingen": (0.02, 0.02), **content})


@asynccontextmanager
async def a_simulator(scenario: Scenario) -> AsyncIterator[Simulator]:
    """Yield a simulator of this scenario, by the clock of the tests."""
    async with running(scenario, now=lambda: NOW) as simulator:
        yield simulator


async def bring(simulator: Simulator, message: Envelope | StufFault) -> StufMessage | None:
    """Bring this to the simulated GGK, and return what it answered."""
    return await simulator.courier.bring(simulator.ggk, message, None)


async def calm(simulator: Simulator) -> None:
    """Wait until nobody has anything to do."""

    async def idle() -> bool:
        return simulator.exchange.tasks.is_idle and all(each.tasks.is_idle for each in simulator.software.values())

    await until(idle)


def course(simulator: Simulator, reference: str) -> list[str]:
    """Return what happened to the message with this reference, with the codes."""
    return [
        each.wat if each.code is None else f"{each.wat} {each.code}"
        for each in simulator.journal.entries
        if each.referentie == reference
    ]
