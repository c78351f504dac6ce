"""All that is played in one run, for who looks at it and steers it."""

from dataclasses import dataclass

from gateway.simulator.exchange import Exchange
from gateway.simulator.faults import Faults
from gateway.simulator.journal import Journal
from gateway.simulator.mishaps import Storing
from gateway.simulator.parties.software import Software
from gateway.simulator.scenario import Scenario, check_scenario
from gateway.simulator.vecozo.box import Box


@dataclass(frozen=True, slots=True)
class Played:
    """The parts of one run."""

    scenario: Scenario
    url: str
    """Of the chain."""
    exchange: Exchange
    software: dict[str, Software]
    """The parties that are played, by code."""
    boxes: dict[str, Box]
    """What VECOZO has of the providers that it is asked by, by code."""
    faults: Faults
    journal: Journal

    def add_fault(self, storing: Storing) -> None:
        """Have this go wrong from now on. Raises ScenarioError when it can't."""
        check_scenario(self.scenario.model_copy(update={"storingen": (storing,)}))
        self.faults.add([storing])
