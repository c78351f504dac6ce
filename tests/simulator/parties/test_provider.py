"""A provider that is played answers what is in order, reports care, and misbehaves as it is told."""

from datetime import date
from typing import Any

import pytest

from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.messages.kinds.toewijzing import Wmo302
from gateway.messages.return_message import outcome_of
from tests.support.api.parties import VENLO, ZORG
from tests.support.exchange.simulated import a_scenario, a_simulator, calm

ASSIGNED = {"aanbieder": ZORG, "ingangsdatum": date(2024, 1, 1), "einddatum": date(2024, 12, 31)}


async def got(number: int = 1, **provider: Any) -> list[Any]:
    """Return what a municipality gets that assigns so much care to this provider."""
    parties = {VENLO: {"toewijzingen": (ASSIGNED,) * number}, ZORG: {"start_na": 0, "stop_na": 0, **provider}}
    async with a_simulator(a_scenario(partijen=parties)) as simulator:
        await calm(simulator)
        return simulator.software[VENLO].got


@pytest.mark.parametrize(
    ("habit", "kinds"),
    [
        ((), ["WMO302", "WMO305", "WMO307"]),
        (("stopt-voor-start",), ["WMO302", "WMO307", "WMO305"]),
        (("weigert-ten-onrechte",), ["WMO302"]),
        (("zwijgt",), []),
    ],
)
async def test_what_a_provider_sends(habit: tuple[str, ...], kinds: list[str]) -> None:
    messages = await got(gedrag=habit)
    assert [each.soort.name for each in messages] == kinds
    if messages:
        assert isinstance(messages[0], Wmo302)
        assert outcome_of(messages[0]).approved == ("weigert-ten-onrechte" not in habit)


async def test_a_late_report_is_of_weeks_ago() -> None:
    for habit, day in (((), "2024-03-01"), (("meldt-te-laat",), "2024-02-09")):
        [start] = [each for each in await got(gedrag=habit) if isinstance(each, Wmo305)]
        assert start.client.start_producten[0].begindatum == day


async def test_an_identificatie_is_used_twice_when_told() -> None:
    for habit, names in (((), 2), (("hergebruikt-identificatie",), 1)):
        stops = [each for each in await got(2, gedrag=habit) if isinstance(each, Wmo307)]
        assert len(stops) == 2
        assert len({each.header.bericht_identificatie.identificatie for each in stops}) == names
        assert len({each.client.bsn for each in stops}) == 2
